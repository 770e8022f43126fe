using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>
/// Combines the plans of all kinds for a message. The same message always gives the same plan once the facts it needs are known.
/// </summary>
public sealed class IssuePlans(Outbox outbox, RegisteredFacts contracts, CertificateWordings wordings)
{
    private static readonly ILookup<string, MessageHandler> All = CertificateKinds
        .All.SelectMany(kind => kind.Handlers)
        .ToLookup(upon => upon.Message);

    /// <exception cref="InvalidOperationException">No kind handles the message type.</exception>
    public async Task<IssuePlan> OfAsync(Envelope envelope, CancellationToken cancellation)
    {
        if (All[envelope.Type].ToArray() is not [var first, ..] upon)
            throw new Failure($"No certificate is issued for {envelope.Type}.");
        var body = await first.OpenAsync(outbox, envelope, cancellation);
        var plans = await Task.WhenAll(upon.Select(u => u.PlanAsync(body, new(contracts, wordings), cancellation)));
        return new(
            [.. plans.SelectMany(plan => plan.Certificates)],
            [.. plans.SelectMany(plan => plan.Endings)],
            plans.Select(plan => plan.Awaits).FirstOrDefault(awaited => awaited is not null)
        );
    }
}
