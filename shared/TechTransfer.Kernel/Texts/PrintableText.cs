using System.Globalization;
using System.Text;
using System.Text.Json;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel.Texts;

/// <summary>The characters that the fonts of our certificates have. A contract with another character could be registered but not
/// certified, so every app checks its input here. The table is generated from the fonts, and a test compares it with them.</summary>
public static class PrintableText
{
    private static readonly Lazy<(int From, int To)[]> Ranges = new(() =>
    {
        var merged = new List<(int From, int To)>();
        var all = Read("printable")
            .Concat(Read("printable-rare"))
            .Select(range => range.Split('-'))
            .Select(ends => (From: CodePoint(ends[0]), To: CodePoint(ends[^1])));
        foreach (var range in all.OrderBy(range => range.From))
        {
            if (merged.Count > 0 && range.From <= merged[^1].To + 1)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, range.To));
            else
                merged.Add(range);
        }
        return [.. merged];
    });

    /// <summary>True if the fonts of our certificates have the character. Also true for a line break, which is never drawn.</summary>
    public static bool Has(int codePoint)
    {
        if (codePoint is '\n' or (>= ' ' and <= '~') or (>= 0x4E00 and <= 0x9FA5))
            return true;
        var ranges = Ranges.Value;
        var (low, high) = (0, ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (codePoint < ranges[middle].From)
                high = middle - 1;
            else if (codePoint > ranges[middle].To)
                low = middle + 1;
            else
                return true;
        }
        return false;
    }

    /// <summary>Lists the characters that certificates cannot show, by position, each with what to write instead; null when there are
    /// none.</summary>
    public static Text? FaultOf(string text)
    {
        var missing = text.EnumerateRunes().Select((rune, i) => (Rune: rune, Place: i + 1)).Where(c => !Has(c.Rune.Value));
        return FaultyCharacters.Listed(
            missing,
            c =>
            {
                var (name, instead) = (EnteredText.NameOf(c.Rune.Value), Instead(c.Rune));
                return new($"第{c.Place}个字符“{c.Rune}”（{name}）{instead.Zh}", $"character {c.Place} “{c.Rune}” ({name}): {instead.En}");
            }
        );
    }

    /// <summary>Replaces each character that certificates cannot show by its code point, as in 〔U+1F600〕 for an emoji.</summary>
    public static string Described(string text) =>
        text.EnumerateRunes().All(rune => Has(rune.Value))
            ? text
            : string.Concat(
                text.EnumerateRunes().Select(rune => Has(rune.Value) ? rune.ToString() : $"〔{EnteredText.NameOf(rune.Value)}〕")
            );

    /// <summary>A character with the same meaning that certificates can show, such as 2 for ₂; null when only words can replace
    /// it.</summary>
    public static string? SubstituteFor(Rune rune)
    {
        var known = Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.SpaceSeparator => " ",
            UnicodeCategory.DashPunctuation => "-",
            _ => null,
        };
        if (known is not null)
            return known;
        var folded = rune.ToString().Normalize(NormalizationForm.FormKC);
        return folded != rune.ToString() && folded.Trim().Length > 0 && folded.EnumerateRunes().All(r => Has(r.Value)) ? folded : null;
    }

    private static Text Instead(Rune rune) =>
        SubstituteFor(rune) is { } substitute
            ? substitute == " "
                ? new("请改为普通空格", "use an ordinary space")
                : new($"请改为“{substitute}”", $"use “{substitute}”")
            : IsHan(rune.Value)
                ? new(
                    "请改用通行的规范字，没有的，用字形说明代替，例如“（左木右青）”",
                    "use the standard form of the character; if there is none, describe its parts in words"
                )
                : Rune.IsLetter(rune)
                    ? new("请改用中文译名或者拉丁字母", "use the Chinese name or Latin letters")
                    : new("请删除或者改用文字说明", "delete it, or describe it in words");

    private static bool IsHan(int codePoint) =>
        codePoint is (>= 0x2E80 and <= 0x2FDF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private static int CodePoint(string hexadecimal) =>
        int.Parse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string[] Read(string table)
    {
        using var stream = typeof(PrintableText).Assembly.GetManifestResourceStream($"TechTransfer.Kernel.Data.{table}.json");
        // A build without the font for rare characters has no table of them.
        return stream is null ? [] : JsonSerializer.Deserialize<string[]>(stream)!;
    }
}
