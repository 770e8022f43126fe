using System.Globalization;
using System.Text;

namespace QuestPDF.Layout.Text;

/// <summary>Finds where lines may end in Chinese text with Latin words and numbers: the rules of GB/T 15834 for line beginnings and ends,
/// based on the Unicode line breaking algorithm (UAX #14).</summary>
internal static class LineBreaking
{
    private const string Openings = "（〔［｛《〈「『【〖〘〚｢“‘｟";
    private const string Closings =
        "）〕］｝》〉」』】〗〙〛｣”’｠，。、；：！？．…‥—·・•‧℃℉％‰㎡㎥々〻ー゛゜ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
    private const string NarrowClosings = ".,:;!?)]}%¢-‐–~～°";
    private const string NarrowOpenings = "([{";
    private const string Prefixes = "¥￥$＄€£￡№＃±";
    private const string Glues = "\u00A0\u202F\u2060\u2011\"'/／";

    public static BreakClass Classify(int codePoint)
    {
        if (codePoint <= 0xFFFF)
        {
            var character = (char)codePoint;
            if (char.IsAsciiLetterOrDigit(character))
                return BreakClass.Letter;
            if (character is ' ' or '\t')
                return BreakClass.Space;
            if (character == '\u200B')
                return BreakClass.BreakHere;
            if (Openings.Contains(character))
                return BreakClass.Opening;
            if (Closings.Contains(character))
                return BreakClass.Closing;
            if (NarrowClosings.Contains(character))
                return BreakClass.NarrowClosing;
            if (NarrowOpenings.Contains(character))
                return BreakClass.NarrowOpening;
            if (Prefixes.Contains(character))
                return BreakClass.Prefix;
            if (Glues.Contains(character))
                return BreakClass.Glue;
        }
        if (IsIgnorable(codePoint))
            return BreakClass.Combining;

        return Rune.IsValid(codePoint)
            && Rune.GetUnicodeCategory(new Rune(codePoint))
                is UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpacingCombiningMark
                    or UnicodeCategory.EnclosingMark
                ? BreakClass.Combining
            : IsWide(codePoint) ? BreakClass.Ideograph
            : BreakClass.Letter;
    }

    /// <summary>True for characters without a visible glyph: joiners, direction marks, variation selectors.</summary>
    public static bool IsIgnorable(int codePoint) =>
        codePoint
            is 0x00AD
                or (>= 0x200B and <= 0x200F)
                or (>= 0x202A and <= 0x202E)
                or (>= 0x2060 and <= 0x2064)
                or (>= 0xFE00 and <= 0xFE0F)
                or 0xFEFF
                or (>= 0xE0100 and <= 0xE01EF);

    public static bool CanBreak(ReadOnlySpan<BreakClass> characters, int next)
    {
        var after = characters[next];
        var at = next - 1;
        while (at > 0 && characters[at] == BreakClass.Combining)
            at--;
        var before = characters[at];

        if (after is BreakClass.Space or BreakClass.Combining or BreakClass.BreakHere)
            return false;
        if (before == BreakClass.BreakHere)
            return true;
        if (after is BreakClass.Closing or BreakClass.NarrowClosing)
            return false;
        if (before == BreakClass.Space)
        {
            while (at > 0 && characters[at] == BreakClass.Space)
                at--;
            return characters[at] is not (BreakClass.Opening or BreakClass.NarrowOpening);
        }
        if (before == BreakClass.Glue || after == BreakClass.Glue)
            return false;

        return before switch
        {
            BreakClass.Opening or BreakClass.NarrowOpening or BreakClass.Prefix => false,
            BreakClass.Letter or BreakClass.NarrowClosing => after is not (BreakClass.Letter or BreakClass.NarrowOpening),
            _ => true,
        };
    }

    private static bool IsWide(int codePoint) =>
        codePoint
            is (>= 0x1100 and <= 0x11FF)
                or (>= 0x2460 and <= 0x24FF)
                or (>= 0x2E80 and <= 0xD7FF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFE30 and <= 0xFE4F)
                or (>= 0xFF00 and <= 0xFFEF)
                or (>= 0x1F000 and <= 0x1FAFF)
                or (>= 0x20000 and <= 0x3FFFF);
}
