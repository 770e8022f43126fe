namespace TechTransfer.ContractRegistration.Imports;

/// <summary>Remarks about the file, such as skipped sheets and rows: one sentence per kind, with at most ten places each.</summary>
internal sealed class FileNotices
{
    private const int MaxLocations = 10;
    private const string Places = "{places}";

    public static readonly Text Totals = new("{places}是合计，未导入。", "Totals, not imported: {places}.");
    public static readonly Text Notes = new("{places}是表下的说明，未导入。", "Notes below the table, not imported: {places}.");
    public static readonly Text Repeated = new("{places}重复了列名，未导入。", "Repeated headings, not imported: {places}.");
    public static readonly Text Prefilled = new(
        "{places}只有公式或者序号，没有合同内容，未导入。",
        "Rows with only formulas or serial numbers, not imported: {places}."
    );
    public static readonly Text Above = new("{places}在列名上方，未作为数据读取。", "Rows above the headings, not read as data: {places}.");
    public static readonly Text Hidden = new(
        "{places}在表格中被隐藏，已照常导入。",
        "Hidden in the sheet, but imported as usual: {places}."
    );
    public static readonly Text Leftovers = new("单元格{places}在表格以外，未导入。", "Cells outside the table, not imported: {places}.");
    public static readonly Text Extra = new(
        "{places}不是合同表的列，未导入。",
        "Columns that are not part of the contract table, not imported: {places}."
    );
    public static readonly Text Merged = new(
        "合并单元格{places}的内容已用于所合并的每一行，请核对。",
        "The content of merged cells was read for each of their rows. Check it: {places}."
    );
    public static readonly Text TwoRows = new(
        "列名分为两行，已合并读取：{places}。",
        "The headings stand in two rows and were read together: {places}."
    );
    public static readonly Text OtherSheets = new(
        "工作表{places}没有合同表的列名，未导入。",
        "Sheets without the headings of the contract table, not imported: {places}."
    );
    public static readonly Text HiddenSheets = new(
        "工作表{places}已隐藏，未导入；需要导入的，请取消隐藏后重新导入。",
        "Hidden sheets, not imported: {places}. To import them, unhide them and import the file again."
    );

    private readonly List<Text> whole = [];
    private readonly Dictionary<Text, List<Text>> placed = [];

    public IReadOnlyList<Text> All => [.. whole, .. placed.Select(kind => Filled(kind.Key, kind.Value))];

    public void Add(Text sentence) => whole.Add(sentence);

    public void Add(Text kind, Text place)
    {
        if (!placed.TryGetValue(kind, out var places))
            placed.Add(kind, places = []);
        places.Add(place);
    }

    private static Text Filled(Text kind, List<Text> places)
    {
        var shown = Text.Join(places.Take(MaxLocations));
        if (places.Count > MaxLocations)
            shown = new($"{shown.Zh}等{places.Count}处", $"{shown.En} and {places.Count - MaxLocations} more");
        return new(
            kind.Zh.Replace(Places, shown.Zh, StringComparison.Ordinal),
            kind.En.Replace(Places, shown.En, StringComparison.Ordinal)
        );
    }
}
