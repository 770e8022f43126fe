using System.Globalization;
using System.Text;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel.Texts;

/// <summary>
/// The policy for texts that people and other systems enter. They are stored in normal form C, without leading and trailing blanks and
/// with plain line feeds. Characters that are invisible or have no meaning outside one computer are refused. Stored texts are never
/// checked against it.
/// </summary>
public static class EnteredText
{
    /// <summary>Returns the text in the form in which it is stored; when characters are refused, returns it unchanged.</summary>
    /// <param name="raw">The text as it was entered.</param>
    /// <param name="fault">The refused characters, by code point and place, without a full stop; null when there are none.</param>
    public static string Clean(string raw, out Text? fault)
    {
        fault = null;
        if (IsPlain(raw))
            return raw;
        var start = 0;
        var end = raw.Length;
        while (start < end && IsOuterBlank(raw[start]))
            start++;
        while (end > start && IsOuterBlank(raw[end - 1]))
            end--;
        fault = FaultyCharacters.Listed(
            Refused(raw, start, end),
            c => new($"第{c.Place}个字符（{NameOf(c.CodePoint)}）{c.Why.Zh}", $"character {c.Place} ({NameOf(c.CodePoint)}) {c.Why.En}")
        );
        return fault is null ? WithLineFeeds(raw[start..end]).Normalize(NormalizationForm.FormC) : raw;
    }

    /// <summary>Writes a code point as in <c>U+4E00</c>: at least four hexadecimal digits.</summary>
    public static string NameOf(int codePoint) => string.Create(CultureInfo.InvariantCulture, $"U+{codePoint:X4}");

    // Most texts consist of printable ASCII and common Han characters, which normalization does not change.
    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is not ((> ' ' and <= '~') or (>= '\u4E00' and <= '\u9FA5')))
                return false;
        }
        return true;
    }

    private static bool IsOuterBlank(char c) => char.IsWhiteSpace(c) || c is '\uFEFF' or '\u200B';

    private static string WithLineFeeds(string text) =>
        text.Contains('\r', StringComparison.Ordinal) ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;

    // Places count characters from 1, blanks before the start included; half a surrogate pair counts as one.
    private static IEnumerable<(int Place, int CodePoint, Text Why)> Refused(string raw, int start, int end)
    {
        for (var (i, place) = (0, 1); i < end; place++)
        {
            var at = i;
            var codePoint = Rune.TryGetRuneAt(raw, i, out var rune) ? rune.Value : raw[i];
            i += codePoint > char.MaxValue ? 2 : 1;
            if (at >= start && Refusal(codePoint) is { } why)
                yield return (place, codePoint, why);
        }
    }

    private static Text? Refusal(int codePoint) =>
        codePoint == '\uFFFD' ? Lost
        : IsInvisible(codePoint) ? Invisible
        : CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
        {
            UnicodeCategory.Control => codePoint is '\n' or '\r' ? null : Control,
            UnicodeCategory.Format => IsDirection(codePoint) ? Direction : Invisible,
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => Invisible,
            UnicodeCategory.PrivateUse => Private,
            UnicodeCategory.OtherNotAssigned => Unassigned,
            UnicodeCategory.Surrogate => Lost,
            _ => null,
        };

    private static readonly Text Control = new("是控制字符，请删除", "is a control character: delete it");
    private static readonly Text Direction = new("会改变文字方向，请删除", "changes the direction of the text: delete it");
    private static readonly Text Invisible = new("不可见，请删除", "is invisible: delete it");
    private static readonly Text Private = new(
        "是自造字，请改用标准汉字或者用文字说明",
        "is a private-use character: use a standard character, or describe it in words"
    );
    private static readonly Text Unassigned = new("没有对应的文字，请更正", "is not an assigned character: correct it");
    private static readonly Text Lost = new("是丢失的文字，请重新填写", "is a replacement for a lost character: enter it again");

    private static bool IsDirection(int codePoint) =>
        codePoint is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    // Fillers, variation selectors and tags: invisible, although Unicode classes them as letters or marks.
    private static bool IsInvisible(int codePoint) =>
        codePoint
            is 0x034F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or (>= 0x180B and <= 0x180F)
                or 0x2800
                or 0x3164
                or (>= 0xFE00 and <= 0xFE0F)
                or 0xFFA0
                or (>= 0xE0000 and <= 0xE0FFF);
}
