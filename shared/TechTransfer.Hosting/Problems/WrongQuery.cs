using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Problems;

/// <summary>Problems (malformed_query) that name the query parameter and say what to give instead.</summary>
public static class WrongQuery
{
    /// <summary><paramref name="zh"/> and <paramref name="en"/> say what to give instead, without a full stop.</summary>
    public static Problem Of(string name, string zh, string en) => Of(name, new Text(zh, en));

    /// <summary>Accepted years are 2000 to 2100, as the message says.</summary>
    public static Problem Year(string name = "year") =>
        Of(name, "年度应为2000年至2100年，请核对", "the year must be from 2000 to 2100; check it");

    /// <summary>The message names the format <c>YYYY-MM-DD</c>.</summary>
    public static Problem Day(string name) =>
        Of(
            name,
            "日期格式不正确，请填写年、月、日，例如2026-03-01",
            "the date is malformed; enter year, month and day, such as 2026-03-01"
        );

    /// <summary>The message names the format of a credit code (统一社会信用代码).</summary>
    public static Problem CreditCode(string name) =>
        Of(
            name,
            "没有填写统一社会信用代码或者代码不正确，请核对18位代码及校验位",
            "the unified social credit code is missing or wrong; check its 18 characters"
        );

    /// <summary>For a parameter with a fixed set of values. The Chinese message lists their names, the English one the words to
    /// send.</summary>
    public static Problem Choice<T>(string name, Func<T, Text> nameOf)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return Of(
            name,
            $"没有这一选项，请选择：{string.Join('、', values.Select(v => nameOf(v).Zh))}",
            $"there is no such option; choose one of: {string.Join(", ", values.Select(Json.EnumName))}"
        );
    }

    /// <summary>For a file's <c>format</c> parameter; names the formats that the function offers.</summary>
    public static Problem Format(params ReadOnlySpan<string> formats)
    {
        var names = string.Join('、', formats.ToArray().Select(f => f == "xlsx" ? "Excel" : f.ToUpperInvariant()));
        return Of(
            "format",
            $"没有这种文件格式，请选择：{names}",
            $"there is no such file format; choose one of: {string.Join(", ", formats)}"
        );
    }

    internal static Problem Of(string name, Text reason) =>
        Problem.Of(Catalogue.MalformedQuery, ("name", name), ("reason", reason)).At(name);
}
