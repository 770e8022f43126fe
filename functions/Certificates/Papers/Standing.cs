using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

/// <summary>How a contract's registration stands: kept apart from its papers, since the word of its end may arrive before that of its beginning.</summary>
/// <param name="Status">Valid, cancelled or revoked.</param>
/// <param name="Edition">The newest edition.</param>
/// <param name="Since">When that came about.</param>
public sealed record Standing(PaperStatus Status, int Edition, DateTimeOffset Since)
{
    /// <summary>What the paper of an edition is under this standing.</summary>
    public PaperStatus Of(int edition) => edition < Edition ? PaperStatus.Superseded : Status;
}

/// <summary>Brings the papers of a contract into line with how its registration stands.</summary>
public sealed class Standings(AggregateStore<Paper> papers, Copies copies)
{
    private const string Kind = "standing";
    private static readonly Caller System = new("certificates", "证书服务", new HashSet<Role>(), null);

    /// <summary>The standing as far as it is known.</summary>
    public Task<Standing?> FindAsync(string subject, CancellationToken cancellation) => copies.FindAsync<Standing>(Kind, subject, cancellation);

    /// <summary>Keeps a standing unless a later one is known.</summary>
    public Task KeepAsync(string subject, long version, Standing standing, CancellationToken cancellation) => copies.PutAsync(Kind, subject, version, standing, cancellation);

    /// <summary>
    /// Gives every issued paper the status that follows. Whoever issues a paper and whoever keeps a standing calls this afterwards: whichever comes second sees both.
    /// </summary>
    public async Task SettleAsync(string subject, string eventId, CancellationToken cancellation)
    {
        if (await FindAsync(subject, cancellation) is not { } standing) return;
        for (var edition = 1; edition <= standing.Edition; edition++)
        {
            var status = standing.Of(edition);
            if (status == PaperStatus.Valid) continue;
            var paper = await papers.LoadAsync(Paper.IdOf(Paper.RegistrationKind, subject, edition), cancellation);
            if (paper.State is not { Status: PaperStatus.Valid } state) continue;
            var change = new Change<Paper>(state with { Status = status, Since = standing.Since }, new PaperStatusChanged(status, eventId));
            var outcome = await papers.CommitAsync(paper, change, System, command: null, cancellation);
            if (outcome.Problem is { } raced) throw new InvalidOperationException($"{paper.Id}: {raced.Message.En} The message comes again.");
        }
    }
}

/// <summary>History: the paper is no longer in force.</summary>
/// <param name="EventId">The event behind it.</param>
public sealed record PaperStatusChanged(PaperStatus Status, string EventId);
