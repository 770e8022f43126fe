using System.Text.Json;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

/// <summary>The newest paper of those that take each other's places.</summary>
/// <param name="Key">Which.</param>
/// <param name="Since">Its instant of issue.</param>
public sealed record Newest(PaperKey Key, DateTimeOffset Since);

/// <summary>The end of something that papers rest on.</summary>
public sealed record Ended(PaperStatus Status, DateTimeOffset Since, Text Reason, string? Remarks);

/// <summary>
/// How papers stand: which is the newest, and what has come to its end. Kept apart from the papers, since the word of an end may arrive
/// before that of the
/// beginning: whoever issues a paper looks here afterwards, and whoever notes something here looks at the papers afterwards; so whichever
/// comes second sees both.
/// </summary>
public sealed class Standings(Copies copies, Lists lists)
{
    private const string NewestKind = "newest";
    private const string EndedKind = "ended";
    private const int Page = 200;

    /// <summary>The newest of the papers that take each other's places; null while there has been but one.</summary>
    public Task<Newest?> NewestAsync(PaperKey key, CancellationToken cancellation) =>
        copies.FindAsync<Newest>(NewestKind, key.Thread, cancellation);

    /// <summary>Notes a paper that takes another's place, unless a newer one is known.</summary>
    public Task NoteAsync(PaperKey key, DateTimeOffset at, CancellationToken cancellation) =>
        copies.PutAsync(NewestKind, key.Thread, key.Edition * 1_000_000L + key.Reissue, new Newest(key, at), cancellation);

    /// <summary>Notes an end.</summary>
    public Task NoteAsync(Ending ending, long version, DateTimeOffset at, CancellationToken cancellation) =>
        copies.PutAsync(EndedKind, ending.Subject, version, new Ended(ending.Status, at, ending.Reason, ending.Remarks), cancellation);

    /// <summary>The ids of the issued papers about a subject, or that rest on it.</summary>
    public async Task<IReadOnlyList<PaperLine>> PapersOfAsync(string subject, CancellationToken cancellation)
    {
        var found = new List<PaperLine>();
        foreach (var list in (string[])[PaperLists.About(subject), PaperLists.RestingOn(subject)])
        {
            string? cursor = null;
            do
            {
                var page = (await lists.ReadAsync(list, Page, cursor, cancellation: cancellation)).Value;
                found.AddRange(page.Whole.Select(item => item.Deserialize<PaperLine>(Json.Options)!));
                cursor = page.Cursor;
            } while (cursor is not null);
        }
        return found;
    }

    /// <summary>What becomes of an issued paper by all that is known; null when it stands as it should. It follows each commit of the
    /// paper.</summary>
    public async Task<Change<Paper>?> ChangeOfAsync(Paper paper, CancellationToken cancellation)
    {
        var due = await SupersededAsync(paper, cancellation) ?? await EndedAsync(paper, cancellation);
        if (due is null || (due.Status, due.Since) == (paper.Status, paper.Since))
            return null;
        return new(paper with { Status = due.Status, Since = due.Since, Reason = due.Reason, Remarks = due.Remarks }, due);
    }

    private async Task<PaperStatusChanged?> SupersededAsync(Paper paper, CancellationToken cancellation)
    {
        if (await NewestAsync(paper.Key, cancellation) is not { } newest || !paper.Key.IsBefore(newest.Key))
            return null;
        // Between this and the newest there may be others, of which the first took its place.
        var since = newest.Since;
        foreach (var line in await PapersOfAsync(paper.Key.Subject, cancellation))
        {
            if (line.Key.Thread == paper.Key.Thread && paper.Key.IsBefore(line.Key) && line.IssuedAt < since)
                since = line.IssuedAt;
        }
        return new(PaperStatus.Superseded, since, new("已签发新版本，本版本不再使用。", "A newer version was issued in its place."), null);
    }

    private async Task<PaperStatusChanged?> EndedAsync(Paper paper, CancellationToken cancellation)
    {
        PaperStatusChanged? first = null;
        foreach (var subject in paper.Content.Describe().RestsOn)
        {
            if (await copies.FindAsync<Ended>(EndedKind, subject, cancellation) is not { } ended || first?.Since <= ended.Since)
                continue;
            first = new(ended.Status, ended.Since, ended.Reason, ended.Remarks);
        }
        return first;
    }
}
