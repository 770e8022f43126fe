using System.Text;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Parties;

public sealed record PartySummary(string Uscc, string Name, string? Kind, string? Region, string? MergedInto);

/// <summary>
/// Index for searching names by any part: one list entry per position in the name, in the list of its first character, sorted by the
/// following characters.
/// </summary>
public static class NameIndex
{
    // 16 positions suffice: people search by the part after the place name, and later parts such as 有限公司 are the same in most names.
    private const int CurrentNameWeight = 16;
    private const int OtherNames = 5;
    private const int LongestKey = 60;

    /// <summary>
    /// The name's letters and digits, ignoring width and case: the form that earlier releases stored. Today's entries also use the first
    /// one of <c>Forms</c>.
    /// </summary>
    public static string Plain(string name) => LettersOf(PlainText.Of(name));

    /// <summary>
    /// The forms of a name to search for: first with Unicode compatibility forms replaced (NFKC), then, if different, the form that earlier
    /// releases stored.
    /// </summary>
    public static IReadOnlyList<string> Forms(string name) => [.. new[] { LettersOf(ComparedText.KeyOf(name)), Plain(name) }.Distinct()];

    private static string LettersOf(string name)
    {
        var plain = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                plain.Append(rune);
        }
        return plain.ToString();
    }

    public static string ListOf(string plain) => $"name|{plain.EnumerateRunes().First()}";

    /// <summary>Sort key of a part of a name; the keys of entries that match a search start with the searched text.</summary>
    public static string KeyOf(string plain) => Shortened([.. plain.EnumerateRunes()]);

    public static IEnumerable<ListEntry> Of(DirectoryParty party)
    {
        var name = party.Name();
        var summary = new PartySummary(
            party.Uscc,
            name,
            party.Latest<string>("kind"),
            party.Latest<string>("region"),
            party.MergedInto?.Into
        );
        var others = party
            .Renamings.Select(r => r.Name)
            .Reverse()
            .Concat(party.Filed.GetValueOrDefault("name", []).Select(v => v.Value.GetString()!))
            .Where(n => n != name)
            .Distinct()
            .Take(OtherNames);
        return Parts(name, CurrentNameWeight)
            .Concat(others.SelectMany(n => Parts(n, 1)))
            .Distinct()
            .Select(part => new ListEntry(ListOf(part), KeyOf(part), summary))
            .DistinctBy(entry => (entry.List, entry.SortKey));
    }

    private static IEnumerable<string> Parts(string name, int places)
    {
        foreach (var form in Forms(name))
        {
            Rune[] runes = [.. form.EnumerateRunes()];
            for (var i = 0; i < Math.Min(places, runes.Length); i++)
                yield return Shortened(runes[i..]);
        }
    }

    private static string Shortened(Rune[] runes) => string.Concat(runes.Take(LongestKey));
}
