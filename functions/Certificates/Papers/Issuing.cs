using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

/// <summary>Brings about what a plan says: every paper once, however often it is asked for.</summary>
public sealed class Issuing(AggregateStore<Paper> papers, Standings standings)
{
    /// <summary>Who issues what an event or a re-issue asks for.</summary>
    internal static readonly Caller System = Caller.System("certificates", "证书服务");

    /// <summary>Carries a plan out.</summary>
    /// <param name="plan">The same for the same event.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="version">The version of the aggregate that the event is about.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task CarryOutAsync(IssuePlan plan, string eventId, long version, DateTimeOffset at, CancellationToken cancellation)
    {
        // A paper that cannot be made keeps no other waiting, and takes nothing back into force.
        await Each.DoAsync(
            [
                .. plan.Endings.Select(ending =>
                    (Func<Task>)(() => standings.NoteAsync(ending, ending.Version ?? version, at, cancellation))
                ),
                .. plan.Papers.Select(request =>
                    (Func<Task>)(() => IssueAsync(request.Key, request.Content, eventId, at, System, cancellation))
                ),
                .. plan.Endings.Select(ending => (Func<Task>)(() => SettleAllAsync(ending, cancellation))),
            ],
            cancellation
        );
    }

    /// <summary>Issues a paper, or finishes it, or finds it finished.</summary>
    /// <exception cref="InvalidOperationException">It is not issued yet: ask again.</exception>
    public async Task<Loaded<Paper>> IssueAsync(
        PaperKey key,
        PaperContent content,
        string eventId,
        DateTimeOffset at,
        Caller actor,
        CancellationToken cancellation
    )
    {
        var takesAPlace = key.Edition > 1 || key.Reissue > 0;
        if (takesAPlace)
            await standings.NoteAsync(key, at, cancellation);
        var paper = await papers.LoadAsync(key.Id, cancellation);
        var isNew = paper.State is null or { Status: PaperStatus.Requested };
        if (!paper.Exists)
        {
            var requested = await papers.CommitAsync(paper, Issue.Request(key, content, eventId, at), actor, command: null, cancellation);
            // Another delivery of the same message may have been faster: what it began is continued below. After a sweeper's fence there is
            // nothing yet.
            paper = requested.Problem is null ? requested.Value : await papers.LoadAsync(key.Id, cancellation);
        }
        if (paper.State is { Status: PaperStatus.Requested })
            paper = await papers.ContinueAsync(paper, cancellation);
        if (paper.State?.Status is null or PaperStatus.Requested)
            throw new Failure($"{paper.Id} is not issued yet: the message comes again.");
        if (isNew)
            Meters.CertificatesIssued.Add(1, new KeyValuePair<string, object?>("kind", key.Kind));
        if (takesAPlace)
            await SettleEarlierAsync(key, cancellation);
        return paper;
    }

    // Those in force, and the one right before, which may have been taken for the predecessor of a later one.
    private async Task SettleEarlierAsync(PaperKey key, CancellationToken cancellation)
    {
        var earlier = (await standings.PapersOfAsync(key.Subject, cancellation))
            .Where(l => l.Key.Thread == key.Thread && l.Key.IsBefore(key))
            .ToList();
        var last = earlier.OrderBy(l => l.Key.Edition).ThenBy(l => l.Key.Reissue).LastOrDefault();
        await Each.DoAsync(
            earlier.Where(l => l == last || l.Summary.Status == PaperStatus.Valid),
            line => SettleAsync(line.Key, cancellation),
            cancellation
        );
    }

    private async Task SettleAllAsync(Ending ending, CancellationToken cancellation) =>
        await Each.DoAsync(
            (await standings.PapersOfAsync(ending.Subject, cancellation)).Where(line => line.Summary.Status == PaperStatus.Valid),
            line => SettleAsync(line.Key, cancellation),
            cancellation
        );

    private async Task SettleAsync(PaperKey key, CancellationToken cancellation) =>
        await papers.ContinueAsync(await papers.LoadAsync(key.Id, cancellation), cancellation);
}
