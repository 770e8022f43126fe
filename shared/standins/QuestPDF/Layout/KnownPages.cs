namespace QuestPDF.Layout;

/// <summary>First and last page of a section, counted from 1.</summary>
internal readonly record struct PageRange(int First, int Last);

/// <summary>The number of pages and the pages of sections, as assumed for one layout pass. The pass must be repeated only if a wrong
/// assumption was actually used.</summary>
internal sealed class KnownPages(int total, IReadOnlyDictionary<string, PageRange> sections)
{
    private readonly Dictionary<string, PageRange?> readSections = [];
    private bool wasTotalRead;

    public int Total()
    {
        wasTotalRead = true;
        return total;
    }

    /// <summary>Pages of a section; null if no pass has found it yet.</summary>
    public PageRange? Section(string name)
    {
        PageRange? range = sections.TryGetValue(name, out var known) ? known : null;
        readSections[name] = range;
        return range;
    }

    public bool AreRight(int count, IReadOnlyDictionary<string, PageRange> found) =>
        (!wasTotalRead || count == total)
        && readSections.All(read => read.Value == (found.TryGetValue(read.Key, out var range) ? range : null));
}
