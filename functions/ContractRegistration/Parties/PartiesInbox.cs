using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>Fills the directory from what cases tell.</summary>
public sealed class PartiesInbox(AggregateStore<DirectoryParty> directory, AggregateStore<RegistrationCase> cases, Outbox outbox)
{
    private const int Attempts = 10;
    private static readonly Caller Directory = new("directory", "单位名录", new HashSet<Role>(), null);

    [Function("PartiesInbox")]
    public async Task Receive([QueueTrigger(Topics.PartiesInbox, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        switch (envelope.Type)
        {
            case MessageNames.CasePartiesSeen:
                await SeeAsync(await outbox.OpenAsync<CasePartiesSeen>(envelope, cancellation), cancellation);
                break;
            case MessageNames.PartyMerged:
                var merged = await outbox.OpenAsync<PartyMerged>(envelope, cancellation);
                await ChangeAsync(merged.Into, target => Merge.Follow(target, merged.Uscc, merged.On), cancellation);
                break;
            default:
                throw new Failure($"{envelope.Type} tells the directory nothing.");
        }
    }

    private async Task SeeAsync(CasePartiesSeen seen, CancellationToken cancellation)
    {
        // Contacts do not travel: they are read where they stand.
        var filed = await cases.LoadAsync(seen.CaseId, cancellation);
        await Each.DoAsync(seen.Parties, async party =>
        {
            var contacts = filed.Exists ? FiledParties.ContactsOf(party.Uscc, OpenVersion.Of(filed.State!), seen.FiledAt) : null;
            await ChangeAsync(party.Uscc, known =>
            {
                var told = SeeFiling.Apply(known, seen.CaseId, seen.FiledAt, party.Details, contacts);
                return ReferenceEquals(told, known) ? null : new(told, new FilingSeen(seen.CaseId, seen.FiledAt, party.Details));
            }, cancellation);
        }, cancellation);
    }

    // A busy organisation is in several messages at once: whoever loses looks again.
    private async Task ChangeAsync(string uscc, Func<DirectoryParty, Change<DirectoryParty>?> decide, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var loaded = await directory.LoadAsync(uscc, cancellation);
            if (decide(loaded.State ?? new() { Uscc = uscc }) is not { } change) return;
            var outcome = await directory.CommitAsync(loaded, change, Directory, command: null, cancellation);
            if (outcome.Problem is not { } problem) return;
            if (problem.Kind != Catalogue.VersionConflict || attempt == Attempts) throw new Failure($"The directory could not take {uscc} in: {problem.Kind.Code}");
            await Task.Delay(Random.Shared.Next(5, 20 * attempt), cancellation);
        }
    }
}
