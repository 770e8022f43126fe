using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>Reads the cells of a row as values and collects errors by column.</summary>
internal sealed partial class RowReader(ImportRow row, CodeTables codes)
{
    private const decimal MostYuan = 900_000_000_000_000m;
    private static readonly string[] DateFormats = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];
    private readonly List<ProblemError> errors = [.. row.Errors];
    private readonly HashSet<string> refused = [];

    public IReadOnlyList<ProblemError> Errors => errors;

    public bool Has(string column) => row.Cells.ContainsKey(column);

    /// <summary>The text as it is kept; null for an empty cell, or one of blanks.</summary>
    public string? Text(string column)
    {
        if (!row.Cells.TryGetValue(column, out var entered))
            return null;
        var clean = EnteredText.Clean(entered, out var fault);
        // A cell is read more than once.
        if (fault is { } reason && refused.Add(column))
            Fault<string>(column, FindingCodes.TextMalformed, Of(column, $"的{reason.Zh}。", $"{reason.En}."));
        return clean.Length == 0 ? null : clean;
    }

    public string NeededText(string column) => Text(column) ?? Missing<string>(column) ?? "";

    /// <summary>Our code, the national code or the name. Other texts stay as they are; the pre-check reports them.</summary>
    public string? Code(string column, string table)
    {
        if (Text(column)?.Trim() is not { Length: > 0 } text)
            return null;
        var all = codes[table].Codes;
        if (all.Any(c => c.Value == text))
            return text;
        if (all.FirstOrDefault(c => c.NationalCode == text) is { } national)
            return national.Value;
        var named = all.Where(c => ComparedText.Same(c.Name.Zh, text)).ToArray();
        // Where a group and its only member have the same name, the member is meant.
        if (named.Length > 1)
            named = [.. named.Where(c => named.All(other => other.Parent != c.Value))];
        return named.Length == 1 ? named[0].Value : text;
    }

    public string NeededCode(string column, string table) => Code(column, table) ?? Missing<string>(column) ?? "";

    public Yuan? Money(string column)
    {
        if (Text(column) is not { } text || string.IsNullOrWhiteSpace(text))
            return null;
        if (Decimal(text.Trim().TrimStart('¥', '￥').TrimEnd('元')) is not { } amount)
        {
            return Fault<Yuan?>(
                column,
                FindingCodes.NotAnAmount,
                Of(column, "应为以元为单位的金额，如1200000.00，请核对。", "must be an amount in yuan, such as 1200000.00.")
            );
        }
        if (Math.Abs(amount) > MostYuan)
            return Fault<Yuan?>(
                column,
                FindingCodes.AmountTooLarge,
                Of(column, "金额过大，请核对单位是否为元。", "the amount is too large. Check that it is in yuan.")
            );
        if (decimal.Round(amount, 2) != amount)
            return Fault<Yuan?>(
                column,
                FindingCodes.TooManyDecimals,
                Of(column, "最多保留两位小数，请核对。", "an amount has at most two decimals.")
            );
        return Yuan.Of(amount);
    }

    public decimal? Number(string column)
    {
        if (Text(column) is not { } text || string.IsNullOrWhiteSpace(text))
            return null;
        return Decimal(text.Trim())
            ?? Fault<decimal?>(column, FindingCodes.NotANumber, Of(column, "应填写数字，请核对。", "must be a number."));
    }

    /// <summary>0.03 or 3%.</summary>
    public decimal? Share(string column)
    {
        if (Text(column) is not { } text || string.IsNullOrWhiteSpace(text))
            return null;
        var plain = PlainText.Of(text);
        var share = plain.EndsWith('%') ? Decimal(plain[..^1]) / 100 : Decimal(plain);
        return share
            ?? Fault<decimal?>(
                column,
                FindingCodes.NotANumber,
                Of(column, "应填写比例，如0.03或者3%，请核对。", "must be a share, such as 0.03 or 3%.")
            );
    }

    public DateOnly? Date(string column)
    {
        if (Text(column)?.Trim() is not { Length: > 0 } text)
            return null;
        // Spreadsheets write midnight behind a date.
        var day = MidnightBehind().Replace(text, "");
        return
            DateOnly.TryParseExact(day, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 1900 and <= 2200
            ? date
            : Fault<DateOnly?>(
                column,
                FindingCodes.NotADate,
                Of(column, "应填写日期，如2026-03-01，请核对。", "must be a date, such as 2026-03-01.")
            );
    }

    public DateOnly NeededDate(string column) => Date(column) ?? Missing<DateOnly?>(column) ?? default;

    public bool? YesNo(string column)
    {
        if (Text(column)?.Trim() is not { Length: > 0 } text)
            return null;
        return text.ToUpperInvariant() switch
        {
            "是" or "1" or "TRUE" or "YES" or "Y" => true,
            "否" or "0" or "FALSE" or "NO" or "N" => false,
            _ => Fault<bool?>(column, FindingCodes.NotYesOrNo, Of(column, "请填写“是”或者“否”。", "fill in yes or no.")),
        };
    }

    public bool NeededYesNo(string column) => YesNo(column) ?? Missing<bool?>(column) ?? false;

    /// <summary>A word of the interface, or one of the Chinese words for it.</summary>
    public T? Word<T>(string column, Func<T, string> chinese, string? table = null)
        where T : struct, Enum
    {
        if ((table is null ? Text(column)?.Trim() : Code(column, table)) is not { Length: > 0 } text)
            return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (Json.Word(value) == text || chinese(value).Split('|').Contains(text))
                return value;
        }
        var words = Enum.GetValues<T>().Select(v => (Json.Word(v), chinese(v).Split('|')[0])).ToArray();
        return Fault<T?>(
            column,
            FindingCodes.UnknownWord,
            Of(
                column,
                $"的内容无法识别，请从以下选项中选择：{string.Join("、", words.Select(w => w.Item2))}。",
                $"choose one of {string.Join(", ", words.Select(w => w.Item1))}."
            )
        );
    }

    /// <summary>A list as JSON in the fields of the interface; empty for an empty cell.</summary>
    public IReadOnlyList<T> List<T>(string column)
    {
        if (Text(column) is not { } text || string.IsNullOrWhiteSpace(text))
            return [];
        var (list, faults) = StrictJson.ReadEntered<T[]>(Encoding.UTF8.GetBytes(text));
        foreach (var fault in faults)
        {
            Fault<T[]>(
                column + fault.Path,
                FindingCodes.NotAList,
                Of(
                    column + fault.Path,
                    $"的内容格式不正确：{fault.Reason.Zh}；请先导出一份合同，参照导出文件中该列的写法填写。",
                    $"must be a list as JSON in the fields of the interface, as an export writes it: {fault.Reason.En}."
                )
            );
        }
        return list ?? [];
    }

    public T? Missing<T>(string column) =>
        Has(column) && !string.IsNullOrWhiteSpace(Text(column))
            ? default // Its error is recorded already.
            : Fault<T>(column, FindingCodes.ValueMissing, Of(column, "未填写，请填写。", "is missing. Fill it in."));

    private static Text Of(string column, string zh, string en)
    {
        var heading = NationalForm.HeadingOf(column);
        return new($"“{heading}”{zh}", $"{heading}: {en}");
    }

    private T? Fault<T>(string path, FindingCode code, Text message)
    {
        errors.Add(new(path, code.Code, message));
        return default;
    }

    // Plain digits, or groups of three with commas. 万元 is not guessed at.
    private static decimal? Decimal(string text)
    {
        var plain = PlainText.Of(text);
        return Figure().IsMatch(plain) && decimal.TryParse(plain, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number / 1.0000000000000000000000000000m
            : null;
    }

    [GeneratedRegex(@"^-?([0-9]{1,20}|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]{1,20})?$")]
    private static partial Regex Figure();

    [GeneratedRegex(@"[ T]0{1,2}:00(:00(\.0+)?)?$")]
    private static partial Regex MidnightBehind();
}
