namespace TechTransfer.Spreadsheets;

/// <summary>
/// Keeps a spreadsheet from running a text as a formula: an apostrophe is put before a text that begins like one, and removed when the
/// file is read. A text that begins with apostrophes followed by a formula gets one more, so that reading always gives the original text.
/// </summary>
public static class FormulaGuard
{
    /// <summary>For writing: puts an apostrophe before a text that a spreadsheet would run as a formula.</summary>
    public static string Put(string text) => StartsAFormula(text) ? "'" + text : text;

    /// <summary>For reading: removes the apostrophe that <see cref="Put"/> added; other texts stay as they are.</summary>
    public static string Take(string text) => text.StartsWith('\'') && StartsAFormula(text) ? text[1..] : text;

    private static bool StartsAFormula(string text)
    {
        var first = text.AsSpan().TrimStart('\'');
        return first.Length > 0 && first[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';
    }
}
