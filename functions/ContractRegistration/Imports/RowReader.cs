using System.Globalization;
using System.Text.Json;
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

    public IReadOnlyList<ProblemError> Errors => errors;

    public bool Has(string column) => row.Cells.ContainsKey(column);

    /// <summary>The text as it stands; null for an empty cell.</summary>
    public string? Text(string column) => row.Cells.GetValueOrDefault(column);

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
        var named = all.Where(c => PlainText.Same(c.Name.Zh, text)).ToArray();
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
                new("不是以元为单位的金额，例如1200000.00。", "This is no amount in yuan, such as 1200000.00.")
            );
        }
        if (Math.Abs(amount) > MostYuan)
            return Fault<Yuan?>(column, FindingCodes.AmountTooLarge, new("金额过大。", "The amount is too large."));
        if (decimal.Round(amount, 2) != amount)
            return Fault<Yuan?>(column, FindingCodes.TooManyDecimals, new("金额最多两位小数。", "An amount has at most two decimals."));
        return Yuan.Of(amount);
    }

    public decimal? Number(string column)
    {
        if (Text(column) is not { } text || string.IsNullOrWhiteSpace(text))
            return null;
        return Decimal(text.Trim()) ?? Fault<decimal?>(column, FindingCodes.NotANumber, new("不是数字。", "This is no number."));
    }

    /// <summary>0.03 or 3%.</summary>
    public decimal? Share(string column)
    {
        if (Text(column) is not { } text || string.IsNullOrWhiteSpace(text))
            return null;
        var plain = PlainText.Of(text);
        var share = plain.EndsWith('%') ? Decimal(plain[..^1]) / 100 : Decimal(plain);
        return share
            ?? Fault<decimal?>(column, FindingCodes.NotANumber, new("不是比例，例如0.03或3%。", "This is no share, such as 0.03 or 3%."));
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
            : Fault<DateOnly?>(column, FindingCodes.NotADate, new("不是日期，例如2026-03-01。", "This is no date, such as 2026-03-01."));
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
            _ => Fault<bool?>(column, FindingCodes.NotYesOrNo, new("请填写“是”或“否”。", "Fill in 是 (yes) or 否 (no).")),
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
            new(
                $"无法识别，可填：{string.Join("、", words.Select(w => w.Item2))}。",
                $"This is none of the words: {string.Join(", ", words.Select(w => w.Item1))}."
            )
        );
    }

    /// <summary>A list as JSON in the fields of the interface; empty for an empty cell.</summary>
    public IReadOnlyList<T> List<T>(string column)
    {
        if (Text(column) is not { } text || string.IsNullOrWhiteSpace(text))
            return [];
        try
        {
            return JsonSerializer.Deserialize<T[]>(text, Json.Strict) ?? [];
        }
        // Also an escape that stands for no character.
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            var at = ((wrong as JsonException)?.Path ?? "").TrimStart('$');
            return Fault<T[]>(
                    column + at,
                    FindingCodes.NotAList,
                    new(
                        "应为JSON列表，字段与接口一致，例如[{\"amount\":100}]。",
                        "This must be a list as JSON in the fields of the interface, such as [{\"amount\":100}]."
                    )
                ) ?? [];
        }
    }

    public T? Missing<T>(string column) =>
        Has(column) && !string.IsNullOrWhiteSpace(Text(column))
            ? default // Its error is recorded already.
            : Fault<T>(column, FindingCodes.ValueMissing, new("必填项为空。", "This must be filled in."));

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
