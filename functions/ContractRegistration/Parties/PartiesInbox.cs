using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Parties;

public sealed class PartiesInbox(AggregateStore<DirectoryParty> directory, AggregateStore<Contract> contracts, Outbox outbox)
{
    private static readonly Caller Directory = Caller.System("directory", "单位名录");

    [Function("PartiesInbox")]
    public async Task Receive(
        [QueueTrigger(Topics.PartiesInbox, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message.MessageText);
        switch (envelope.Type)
        {
            case MessageNames.ContractPartiesFiled:
                await RecordAsync(await outbox.OpenAsync<ContractPartiesFiled>(envelope, cancellation), cancellation);
                break;
            case MessageNames.PartyMerged:
                var merged = await outbox.OpenAsync<PartyMerged>(envelope, cancellation);
                await ChangeAsync(merged.Into, target => Merge.Follow(target, merged.Uscc, merged.On), cancellation);
                break;
            default:
                throw new Failure($"{envelope.Type} tells the directory nothing.");
        }
    }

    private async Task RecordAsync(ContractPartiesFiled filedParties, CancellationToken cancellation)
    {
        // Contacts are read from the contract, because messages never contain them.
        var filed = await contracts.LoadAsync(filedParties.CaseId, cancellation);
        await Each.DoAsync(
            filedParties.Parties,
            async party =>
            {
                var contacts = filed.Exists
                    ? RecordFiledParty.ContactsOf(party.Uscc, OpenVersion.Of(filed.State!), filedParties.FiledAt)
                    : null;
                await ChangeAsync(
                    party.Uscc,
                    known =>
                    {
                        var updated = RecordFiledParty.Apply(known, filedParties.CaseId, filedParties.FiledAt, party.Details, contacts);
                        return ReferenceEquals(updated, known)
                            ? null
                            : new(updated, new FiledPartyRecorded(filedParties.CaseId, filedParties.FiledAt, party.Details));
                    },
                    cancellation
                );
            },
            cancellation
        );
    }

    // Retries on conflict, because several messages may change the same organisation at once.
    private Task<Loaded<DirectoryParty>> ChangeAsync(
        string uscc,
        Func<DirectoryParty, Change<DirectoryParty>?> decide,
        CancellationToken cancellation
    ) => directory.UpdateAsync(uscc, loaded => decide(loaded.State ?? new() { Uscc = uscc }), Directory, cancellation);
}
