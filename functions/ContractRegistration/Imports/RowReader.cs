using System.Text;
using System.Text.RegularExpressions;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>
/// Converts the cells of a row to values and collects errors by column. Readers return null, or an empty list, for an empty or invalid
/// cell.
/// </summary>
/// <param name="layout">Headings of the imported sheet; null to use the headings of the form.</param>
internal sealed partial class RowReader(ImportRow row, CodeTables codes, SheetLayout? layout)
{
    private readonly List<ProblemError> errors = [.. row.Errors];
    private readonly HashSet<string> refused = [];
    private readonly List<ProblemError> notices = [.. row.Notices ?? []];

    public IReadOnlyList<ProblemError> Errors => errors;

    /// <summary>Remarks on cells whose value was adjusted, such as replaced line breaks.</summary>
    public IReadOnlyList<ProblemError> Notices => notices;

    public bool Has(string column) => row.Cells.ContainsKey(column);

    /// <summary>Cleaned text; null for an empty or blank cell.</summary>
    public string? Text(string column) => Clean(column, row.Cells.GetValueOrDefault(column));

    /// <summary>For single-line fields: replaces line breaks and adds a notice.</summary>
    public string? Line(string column)
    {
        if (Typed(column) is not { } typed || !LineBreak().IsMatch(typed))
            return Text(column);
        Notice(column, FindingCodes.LineBreakReplaced, "含有换行或者制表符，已改为空格。", "a line break or tab was replaced by a space.");
        return Clean(column, LineBreak().Replace(typed, " "));
    }

    /// <summary>Trimmed but not cleaned, for values that are parsed character by character; null for an empty or blank cell.</summary>
    public string? Typed(string column) => row.Cells.GetValueOrDefault(column)?.Trim() is { Length: > 0 } typed ? typed : null;

    private string? Clean(string column, string? entered)
    {
        if (entered is null)
            return null;
        var clean = EnteredText.Clean(entered, out var fault);
        // A cell may be read more than once: add its error only once.
        if (fault is { } reason && refused.Add(column))
            Fault<string>(column, FindingCodes.TextMalformed, $"的{reason.Zh}。", $"{reason.En}.");
        return clean.Length == 0 ? null : clean;
    }

    public string NeededLine(string column) => Line(column) ?? Missing<string>(column) ?? "";

    /// <summary>
    /// Accepts a code, the national code or the name, also after the name of its group: 技术开发（委托开发）. Other texts are returned
    /// unchanged, and the pre-check reports them.
    /// </summary>
    public string? Code(string column, string table)
    {
        if (Text(column) is not { } text)
            return null;
        var all = codes[table].Codes;
        if (all.Any(c => c.Value == text))
            return text;
        if (all.FirstOrDefault(c => c.NationalCode == text) is { } national)
            return national.Value;
        return Named(all, text) ?? Named(all, Suffix().Replace(text, "")) ?? InGroup(all, text) ?? text;
    }

    private static string? Named(IReadOnlyList<Code> all, string text)
    {
        var named = all.Where(c => ComparedText.Same(c.Name.Zh, text)).ToArray();
        // If a group and its only member have the same name, take the member.
        if (named.Length > 1)
            named = [.. named.Where(c => named.All(other => other.Parent != c.Value))];
        return named.Length == 1 ? named[0].Value : null;
    }

    private static string? InGroup(IReadOnlyList<Code> all, string text)
    {
        var joined = Joined(text);
        var found = all.Where(c =>
                c.Parent is { } group && ComparedText.Same(Joined(all.First(g => g.Value == group).Name.Zh + c.Name.Zh), joined)
            )
            .ToArray();
        return found.Length == 1 ? found[0].Value : null;
    }

    private static string Joined(string text) => BetweenNames().Replace(text.Replace("合同", "", StringComparison.Ordinal), "");

    public string NeededCode(string column, string table) => Code(column, table) ?? Missing<string>(column) ?? "";

    public Yuan? Money(string column)
    {
        if (Typed(column) is not { } text)
            return null;
        var (amount, fault) = CellAmount.Read(text);
        if (fault is { } wrong)
            return Fault<Yuan?>(column, wrong.Code, wrong.Message.Zh, wrong.Message.En);
        return Yuan.Of(amount);
    }

    public decimal? Number(string column)
    {
        if (Typed(column) is not { } text)
            return null;
        return CellAmount.Decimal(text)
            ?? Fault<decimal?>(column, FindingCodes.NotANumber, "应填写数字，请核对。", "must be a number. Check it.");
    }

    public decimal? Share(string column)
    {
        if (Typed(column) is not { } text)
            return null;
        var plain = PlainText.Of(text);
        var share = plain.EndsWith('%') ? CellAmount.Decimal(plain[..^1]) / 100 : CellAmount.Decimal(plain);
        return share
            ?? Fault<decimal?>(
                column,
                FindingCodes.NotANumber,
                "应填写比例，如0.03或者3%，请核对。",
                "must be a share, such as 0.03 or 3%. Check it."
            );
    }

    public DateOnly? Date(string column)
    {
        if (Typed(column) is not { } text)
            return null;
        var (date, fault) = CellDate.Read(text);
        return fault is { } wrong ? Fault<DateOnly?>(column, wrong.Code, wrong.Message.Zh, wrong.Message.En) : date;
    }

    public DateOnly NeededDate(string column) => Date(column) ?? Missing<DateOnly?>(column) ?? default;

    public bool? YesNo(string column)
    {
        if (Typed(column) is not { } text)
            return null;
        return PlainText.Of(text) switch
        {
            "是" or "有" or "对" or "1" or "TRUE" or "YES" or "Y" or "√" or "✓" or "✔" or "☑" => true,
            "否" or "无" or "没有" or "不是" or "0" or "FALSE" or "NO" or "N" or "×" or "✗" or "✘" => false,
            _ => Fault<bool?>(column, FindingCodes.NotYesOrNo, "请填写“是”或者“否”。", "enter yes or no."),
        };
    }

    public bool NeededYesNo(string column) => YesNo(column) ?? Missing<bool?>(column) ?? false;

    /// <summary>
    /// Accepts a value of the enum as the API spells it, or a Chinese name. <paramref name="chinese"/> returns the names separated by |.
    /// </summary>
    public T? Word<T>(string column, Func<T, string> chinese, string? table = null)
        where T : struct, Enum
    {
        if ((table is null ? Text(column) : Code(column, table)) is not { } text)
            return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (Json.EnumName(value) == text || chinese(value).Split('|').Contains(text))
                return value;
        }
        var words = Enum.GetValues<T>().Select(v => (Json.EnumName(v), chinese(v).Split('|')[0])).ToArray();
        return Fault<T?>(
            column,
            FindingCodes.UnknownCodeName,
            $"的内容无法识别，请从以下选项中选择：{string.Join("、", words.Select(w => w.Item2))}。",
            $"choose one of: {string.Join(", ", words.Select(w => w.Item1))}."
        );
    }

    /// <summary>The cell contains JSON with the field names of the API. Empty list for an empty cell.</summary>
    public IReadOnlyList<T> List<T>(string column)
    {
        if (Typed(column) is not { } text)
            return [];
        var (list, faults) = StrictJson.ReadEntered<T[]>(Encoding.UTF8.GetBytes(text));
        foreach (var fault in faults)
        {
            Fault<T[]>(
                column + fault.Path,
                FindingCodes.NotAList,
                $"的内容格式不正确：{fault.Reason.Zh}；请先导出一份合同，参照导出文件中该列的写法填写。",
                $"the list is malformed: {fault.Reason.En}. Export a contract and write this column as the export does."
            );
        }
        return list ?? [];
    }

    public T? Missing<T>(string column) =>
        Typed(column) is not null
            ? default // Its error is recorded already.
            : Fault<T>(column, FindingCodes.ValueMissing, "未填写，请填写。", "is missing. Enter it.");

    private T? Fault<T>(string path, FindingCode code, string zh, string en)
    {
        errors.Add(new(path, code.Code, Named(path, zh, en)));
        return default;
    }

    private void Notice(string path, FindingCode code, string zh, string en) => notices.Add(new(path, code.Code, Named(path, zh, en)));

    private Text Named(string path, string zh, string en)
    {
        if (layout?.Find(path) is { } laid)
        {
            var heading = laid.Heading + NationalForm.ItemOf(path);
            return new($"“{heading}”（{laid.CellIn(row.Number)}）{zh}", $"{heading} ({laid.CellIn(row.Number)}): {en}");
        }
        var own = NationalForm.HeadingOf(path);
        return new($"“{own}”{zh}", $"{own}: {en}");
    }

    [GeneratedRegex(@"\s*[\t\n\v\f\r\u0085\u2028\u2029]+\s*")]
    private static partial Regex LineBreak();

    [GeneratedRegex("(合同|技术)$")]
    private static partial Regex Suffix();

    [GeneratedRegex(@"[\s\-—–/／:：()（）>]+")]
    private static partial Regex BetweenNames();
}
