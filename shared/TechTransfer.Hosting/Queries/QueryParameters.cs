using System.Globalization;
using Microsoft.AspNetCore.Http;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Queries;

/// <summary>Reads query parameters in one way for all operations. A wrong value is thrown as a problem that names the parameter.</summary>
public static class QueryParameters
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    /// <summary>The parameter's value; null when it is absent or empty.</summary>
    public static string? Asked(this HttpRequest request, string name) =>
        request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>A year from 2000 to 2100; null when it is absent.</summary>
    public static int? AskedYear(this HttpRequest request, string name = "year") =>
        request.Asked(name) is not { } text ? null : YearOf(text) ?? throw Wrong(WrongQuery.Year(name));

    /// <summary>A year from 2000 to 2100, which must be given.</summary>
    public static int NeededYear(this HttpRequest request, string name = "year") =>
        request.AskedYear(name) ?? throw Wrong(WrongQuery.Year(name));

    /// <summary>A year as a text from 2000 to 2100; null for any other text.</summary>
    public static int? YearOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= FirstYear and <= LastYear
            ? year
            : null;

    /// <summary>One word of an enum, in any case; null when it is absent. <paramref name="nameOf"/> gives the words' names for
    /// people.</summary>
    public static T? AskedChoice<T>(this HttpRequest request, string name, Func<T, Text> nameOf)
        where T : struct, Enum
    {
        if (request.Asked(name) is not { } text)
            return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (Json.EnumName(value).Equals(text, StringComparison.OrdinalIgnoreCase))
                return value;
        }
        throw Wrong(WrongQuery.Choice(name, nameOf));
    }

    /// <summary>One word of an enum, in any case, which must be given.</summary>
    public static T NeededChoice<T>(this HttpRequest request, string name, Func<T, Text> nameOf)
        where T : struct, Enum => request.AskedChoice(name, nameOf) ?? throw Wrong(WrongQuery.Choice(name, nameOf));

    /// <summary>An organisation's credit code as people type it, in its plain form; null when it is absent.</summary>
    public static string? AskedOrganisation(this HttpRequest request, string name = "org") =>
        request.Asked(name) is not { } typed ? null
        : CreditCode.TryRead(typed, out var code) ? code
        : throw Wrong(WrongQuery.CreditCode(name));

    /// <summary>A day as <c>YYYY-MM-DD</c>; null when it is absent.</summary>
    public static DateOnly? AskedDay(this HttpRequest request, string name) =>
        request.Asked(name) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw Wrong(WrongQuery.Day(name));

    /// <summary>The first day of a month given as <c>YYYY-MM</c>; null when it is absent.</summary>
    public static DateOnly? AskedMonth(this HttpRequest request, string name) =>
        request.Asked(name) is not { } text ? null
        : DateOnly.TryParseExact($"{text}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month
        : throw Wrong(WrongQuery.Of(name, "请填写年月，例如2026-03", "give a month as YYYY-MM, such as 2026-03"));

    /// <summary>False when it is absent; anything but <c>true</c> and <c>false</c> is refused.</summary>
    public static bool AskedFlag(this HttpRequest request, string name) =>
        request.Asked(name) switch
        {
            null or "false" => false,
            "true" => true,
            _ => throw Wrong(WrongQuery.Of(name, "只能选择“是”或者“否”", "give true or false")),
        };

    /// <summary>One of the formats of a file; null when it is absent.</summary>
    public static string? AskedFormat(this HttpRequest request, params string[] formats) =>
        request.Asked("format") is not { } format ? null
        : formats.Contains(format) ? format
        : throw Wrong(WrongQuery.Format(formats));

    /// <summary>Refuses the request when more than one of the parameters is given, since each of them chooses the list.</summary>
    public static void OneOf(this HttpRequest request, params ReadOnlySpan<string> names)
    {
        string? chosen = null;
        foreach (var name in names)
        {
            if (request.Asked(name) is null)
                continue;
            if (chosen is not null)
                throw Wrong(
                    WrongQuery.Of(
                        name,
                        $"不能与另一查询条件{chosen}同时使用，请只选一项",
                        $"it cannot be given together with '{chosen}'; give one of them"
                    )
                );
            chosen = name;
        }
    }

    private static ProblemException Wrong(Problem problem) => new(problem);
}
