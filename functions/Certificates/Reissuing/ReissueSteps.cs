using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Certificates.Papers;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Reissuing;

/// <summary>Carries a re-issue out, a step for each message. A step may be repeated: a paper that was issued anew already is found again under its key.</summary>
public sealed class ReissueSteps(AggregateStore<Reissue> reissues, AggregateStore<Paper> papers, Issuing issuing, NumberSeries numbers, CertificateSettings settings, Outbox outbox, SetAsides asides, TimeProvider time, ILogger<ReissueSteps> log)
    : IRetried
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly Caller System = Caller.System("certificates", "证书服务");

    [Function("ReissueStep")]
    public async Task Run([QueueTrigger(Topics.ReissuesQueue, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var step = await outbox.OpenAsync<ReissueStepDue>(Json.Read<Envelope>(message), cancellation);
        await StepAsync(step.Reissue, step.From, cancellation);
    }

    /// <summary>A step that failed as often as the host tries: what it needs may be back later.</summary>
    [Function("ReissueStepFailed")]
    public async Task Wait([QueueTrigger(Topics.ReissuesQueue + "-poison", Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        log.LogError("A step of re-issue {Reissue} failed; it is tried again in {Minutes} minutes", envelope.Aggregate, Pause.TotalMinutes);
        await outbox.SendAgainAsync(envelope, Pause, cancellation);
    }

    /// <summary>Carries one step out, if it is the one to do next: a message may come twice, or late.</summary>
    public async Task StepAsync(string id, long from, CancellationToken cancellation)
    {
        var loaded = await reissues.LoadAsync(id, cancellation);
        if (loaded.State is not { Status: ReissueStatus.Running } reissue || reissue.Next != from) return;
        var (issued, passedOver, failures) = (0, 0, new List<ReissueFailure>());
        var round = await asides.BeginAsync(Work, cancellation);
        for (var serial = reissue.Next; serial < reissue.Next + Reissue.Step && serial <= reissue.Last; serial++)
        {
            var (item, wasIssued) = (ItemOf(id, serial), false);
            if (!await round.DoAsync(item, async () => wasIssued = await AgainAsync(reissue, serial, cancellation), cancellation)) failures.Add(new(NumberOf(reissue, serial), round.ReasonOf(item)));
            else if (wasIssued) issued++;
            else passedOver++;
        }
        var advanced = await reissues.CommitAsync(loaded, reissue.Advance(new(issued, passedOver, failures), time.GetUtcNow()), System, null, cancellation);
        if (advanced.Problem is { } raced && raced.Kind != Catalogue.VersionConflict) throw new Failure($"Re-issue {id} cannot go on: {raced.Kind.Code}");
    }

    /// <inheritdoc/>
    public string Work => "reissue";

    /// <inheritdoc/>
    public async Task RetryAsync(string item, CancellationToken cancellation)
    {
        var (id, serial) = (item[..item.LastIndexOf('|')], long.Parse(item[(item.LastIndexOf('|') + 1)..], CultureInfo.InvariantCulture));
        if ((await reissues.LoadAsync(id, cancellation)).State is { } reissue) await AgainAsync(reissue, serial, cancellation);
    }

    private static string ItemOf(string reissue, long serial) => string.Create(CultureInfo.InvariantCulture, $"{reissue}|{serial}");

    // False for what is not to be issued anew.
    private async Task<bool> AgainAsync(Reissue reissue, long serial, CancellationToken cancellation)
    {
        if (await numbers.OwnerOfAsync(CertificateNumber.SeriesOf(reissue.Year), serial, cancellation) is not { } id) return false;
        var current = await papers.LoadAsync(id, cancellation);
        if (current.State is not { Number: not null } paper || !reissue.Kinds.Contains(paper.Key.Kind)) return false;
        var next = paper.Key with { Reissue = paper.Key.Reissue + 1 };
        var eventId = $"reissue|{reissue.Id}";
        if (paper.Status != PaperStatus.Valid && !await WasOursAsync(next, eventId, cancellation)) return false;
        await issuing.IssueAsync(next, paper.Content, eventId, reissue.StartedAt, System, cancellation);
        return true;
    }

    private string NumberOf(Reissue reissue, long serial) => new CertificateNumber(settings.NumberPrefix, reissue.Year, serial).ToString();

    // A step that broke off behind this paper comes to it again, and counts it again as its own.
    private async Task<bool> WasOursAsync(PaperKey next, string eventId, CancellationToken cancellation) =>
        (await papers.LoadAsync(next.Id, cancellation)).State?.EventId == eventId;
}
