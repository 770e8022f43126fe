using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <param name="Version">Version of the contract that the event created.</param>
/// <param name="Type">Name of the event.</param>
/// <param name="Data">Content of the event without data that the caller may not see; left out for callers who see amounts only.</param>
/// <param name="Hash">SHA-256 over id, version, previous hash and the stored text of the event.</param>
public sealed record HistoryEvent(
    long Version,
    string Type,
    DateTimeOffset At,
    string Actor,
    string ActorName,
    JsonElement? Data,
    string Previous,
    string Hash
);

/// <summary>
/// Registrars, approvers and auditors alone see events about the distribution of work, so the versions that others see have gaps.
/// </summary>
/// <param name="ChainHolds">With verify=true: whether all hashes match from the first event to the last; otherwise null.</param>
/// <param name="BrokenAt">First version whose hash does not match; null if all match or without verify=true.</param>
public sealed record HistoryView(IReadOnlyList<HistoryEvent> Events, bool? ChainHolds, long? BrokenAt);

public sealed class ReadHistory(AggregateStore<Contract> contracts)
{
    [Function("GetContractHistory")]
    [Allowed]
    [Operation(
        "The events of the contract with actor, time and hash chain",
        Answer = typeof(HistoryView),
        Query = ["verify: true checks the hash chain"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "contracts/{id}/history")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var loaded = await contracts.LoadAsync(id, cancellation);
        var visible = loaded.Exists ? new VisibleContract(loaded.State!, request.Caller()) : null;
        if (visible is null or { Sight: Sight.None })
            return new ProblemResult(Problem.Of(Catalogue.NotFound));

        var verify = request.AskedFlag("verify");
        return Results.Json(Shown(await contracts.ReadHistoryAsync(id, cancellation), visible, verify), Json.Options);
    }

    /// <param name="verify">Whether the answer says if the hash chain holds.</param>
    public static HistoryView Shown(History history, VisibleContract visible, bool verify)
    {
        var events = history
            .Entries.Select(entry =>
            {
                var stored = JsonDocument.Parse(entry.Json).RootElement;
                return new HistoryEvent(
                    entry.Version,
                    stored.GetProperty("type").GetString()!,
                    stored.GetProperty("at").GetDateTimeOffset(),
                    stored.GetProperty("actor").GetString()!,
                    stored.GetProperty("actorName").GetString()!,
                    visible.ShownData(stored.GetProperty("data")),
                    entry.Previous,
                    entry.Hash
                );
            })
            .Where(e => visible.ShowsEvent(e.Type))
            .ToArray();
        return new(events, verify ? history.BrokenAt is null : null, verify ? history.BrokenAt : null);
    }
}
