namespace TechTransfer.Spreadsheets;

/// <summary>
/// Keeps a spreadsheet from running a text as a formula: an apostrophe goes before a text that starts like one, and comes off again when
/// the file is read.
/// A text that starts with apostrophes and then like a formula gets one more, so that every text comes back as it was.
/// </summary>
public static class FormulaGuard
{
    /// <summary>The text as a file holds it.</summary>
    public static string Put(string text) => StartsAFormula(text) ? "'" + text : text;

    /// <summary>The text that a file's cell stands for.</summary>
    public static string Take(string text) => text.StartsWith('\'') && StartsAFormula(text) ? text[1..] : text;

    private static bool StartsAFormula(string text)
    {
        var first = text.AsSpan().TrimStart('\'');
        return first.Length > 0 && first[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';
    }
}
