using System.Reflection;

namespace TechTransfer.Kernel.Findings;

/// <summary>All codes of findings, with descriptions; <c>docs/findings.md</c> lists them. Codes are never renamed or reused.</summary>
#pragma warning disable CS1591 // The text of each code is its documentation.
public static partial class FindingCodes
{
    public static FindingCode TextMissing { get; } = new("text_missing", new("必填项没有填写。", "A required text is missing."));
    public static FindingCode TextTooLong { get; } = new("text_too_long", new("文字超过规定的长度。", "A text is longer than allowed."));
    public static FindingCode TextMalformed { get; } =
        new("text_malformed", new("文字中有不能使用的字符。", "A text contains characters that are not allowed."));
    public static FindingCode TextUnfit { get; } =
        new("text_unfit", new("文字的长度或者内容不符合要求。", "The length or the characters of a text do not meet the requirements."));
    public static FindingCode TextUnprintable { get; } =
        new("text_unprintable", new("文字中有文书无法显示的字符。", "A text contains characters that documents cannot show."));
    public static FindingCode ItemMissing { get; } = new("item_missing", new("列表中有空项。", "A list contains an empty item."));
    public static FindingCode TooManyItems { get; } = new("too_many_items", new("列表中的项目过多。", "A list has too many items."));
    public static FindingCode UnknownCode { get; } = new("unknown_code", new("代码不在相应的代码表中。", "A code is not in its table."));
    public static FindingCode ReasonMissing { get; } =
        new("reason_missing", new("需要说明理由而没有说明。", "A reason is required but missing."));
    public static FindingCode HashMalformed { get; } =
        new("hash_malformed", new("文件校验值的格式不正确。", "The checksum of a file is malformed."));
    public static FindingCode FigureOutOfRange { get; } =
        new("figure_out_of_range", new("数值超出允许的范围。", "A figure is outside the permitted range."));
    public static FindingCode AmountNegative { get; } = new("amount_negative", new("金额为负。", "An amount is negative."));
    public static FindingCode AmountNotPositive { get; } = new("amount_not_positive", new("金额不大于0。", "An amount is not above 0."));
    public static FindingCode DayInFuture { get; } = new("day_in_future", new("日期晚于今天。", "A date is after today."));
    public static FindingCode DayTooEarly { get; } = new("day_too_early", new("日期过早。", "A date is too early."));
    public static FindingCode DatesOrder { get; } = new("dates_order", new("日期的先后顺序有误。", "Dates are in the wrong order."));
    public static FindingCode UsccInvalid { get; } =
        new("uscc_invalid", new("统一社会信用代码校验不通过。", "A unified social credit code is wrong."));
    public static FindingCode RegionMalformed { get; } =
        new("region_malformed", new("行政区划代码不是6位数字。", "A region code does not have six digits."));
    public static FindingCode CountryMalformed { get; } =
        new("country_malformed", new("国别代码不是3位数字。", "A country code does not have three digits."));

    /// <summary>All codes in ordinal order, by their snake_case name.</summary>
    public static IReadOnlyDictionary<string, FindingCode> All => Listed.Value;

    // Lazy, since the static properties in the other files of this class are initialized after this field.
    private static readonly Lazy<IReadOnlyDictionary<string, FindingCode>> Listed = new(() =>
        typeof(FindingCodes)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(p => p.PropertyType == typeof(FindingCode))
            .Select(p => (FindingCode)p.GetValue(null)!)
            .OrderBy(c => c.Code, StringComparer.Ordinal)
            .ToDictionary(c => c.Code)
    );
}
