using System.Globalization;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Reissuing;

/// <summary>
/// Runs a re-issue, one step for each message. A repeated step finds the certificates that it has already re-issued by their key, and
/// does not issue them twice.
/// </summary>
public sealed class ReissueSteps(
    StepRunner<Reissue> runner,
    AggregateStore<Reissue> reissues,
    AggregateStore<Certificate> certificates,
    IssueCertificates issue,
    NumberSeries numbers,
    CertificateSettings settings,
    Outbox outbox,
    SetAsides asides,
    TimeProvider time
) : IRetried
{
    [Function("ReissueStep")]
    public async Task Run(
        [QueueTrigger(Topics.ReissuesQueue, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var step = await outbox.OpenAsync<ReissueStepDue>(Json.Read<Envelope>(message.MessageText), cancellation);
        await StepAsync(step.Reissue, step.From, cancellation);
    }

    public Task StepAsync(string id, long from, CancellationToken cancellation) =>
        runner.RunAsync(
            id,
            from,
            async (loaded, held) =>
            {
                var reissue = loaded.State!;
                var (issued, passedOver, failures) = (0, 0, new List<ReissueFailure>());
                var round = await asides.BeginAsync(Work, held);
                for (var serial = reissue.Next; serial < reissue.Next + Reissue.Step && serial <= reissue.Last; serial++)
                {
                    var (item, wasIssued) = (ItemOf(id, serial), false);
                    if (!await round.DoAsync(item, async () => wasIssued = await AgainAsync(reissue, serial, held), held))
                        failures.Add(new(NumberOf(reissue, serial), round.ReasonOf(item)));
                    else if (wasIssued)
                        issued++;
                    else
                        passedOver++;
                }
                return now => now.Advance(new(issued, passedOver, failures), time.GetUtcNow());
            },
            cancellation
        );

    /// <inheritdoc/>
    public string Work => "reissue";

    /// <inheritdoc/>
    public async Task RetryAsync(string item, CancellationToken cancellation)
    {
        var (id, serial) = (item[..item.LastIndexOf('|')], long.Parse(item[(item.LastIndexOf('|') + 1)..], CultureInfo.InvariantCulture));
        if ((await reissues.LoadAsync(id, cancellation)).State is { } reissue)
            await AgainAsync(reissue, serial, cancellation);
    }

    private static string ItemOf(string reissue, long serial) => string.Create(CultureInfo.InvariantCulture, $"{reissue}|{serial}");

    // Returns false for a certificate that is skipped: not in force, or of a kind that was not requested.
    private async Task<bool> AgainAsync(Reissue reissue, long serial, CancellationToken cancellation)
    {
        if (await numbers.OwnerOfAsync(CertificateNumber.SeriesOf(reissue.Year), serial, cancellation) is not { } id)
            return false;
        var current = await certificates.LoadAsync(id, cancellation);
        if (current.State is not { Number: not null } certificate || !reissue.Kinds.Contains(certificate.Key.Kind))
            return false;
        var next = certificate.Key with { Reissue = certificate.Key.Reissue + 1 };
        var eventId = $"reissue|{reissue.Id}";
        if (certificate.Status != CertificateStatus.Valid && !await WasOursAsync(next, eventId, cancellation))
            return false;
        await issue.IssueAsync(next, certificate.Content, eventId, reissue.StartedAt, IssueCertificates.System, cancellation);
        return true;
    }

    private string NumberOf(Reissue reissue, long serial) => new CertificateNumber(settings.NumberPrefix, reissue.Year, serial).ToString();

    // When a step is repeated, a certificate may already be superseded by this job's own re-issue: count it as issued.
    private async Task<bool> WasOursAsync(CertificateKey next, string eventId, CancellationToken cancellation) =>
        (await certificates.LoadAsync(next.Id, cancellation)).State?.EventId == eventId;
}
