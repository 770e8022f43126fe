namespace QuestPDF.Layout;

/// <summary>First and last page, from 1.</summary>
internal readonly record struct PageRange(int First, int Last);

/// <summary>
/// How many pages the document has and where its sections stand: a guess until a pass has shown it. A guess is wrong only if somebody has
/// read it.
/// </summary>
internal sealed class KnownPages(int total, IReadOnlyDictionary<string, PageRange> sections)
{
    private readonly Dictionary<string, PageRange?> readSections = [];
    private bool wasTotalRead;

    public int Total()
    {
        wasTotalRead = true;
        return total;
    }

    /// <summary>Null while no pass has met the section.</summary>
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
