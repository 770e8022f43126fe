using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>An event of a contract as history shows it.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="Data">The event, without what the caller may not see; left out for callers who may see amounts only.</param>
/// <param name="Hash">SHA-256 over id, version, previous hash and the event's stored text.</param>
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

/// <summary>A contract's history. Only officials see how they share the work; others miss those versions.</summary>
/// <param name="ChainHolds">With verify=true: whether every hash agrees up to the head.</param>
/// <param name="BrokenAt">The first version that does not agree.</param>
public sealed record HistoryView(IReadOnlyList<HistoryEvent> Events, bool? ChainHolds, long? BrokenAt);

/// <summary>Reading a contract's history.</summary>
public sealed class ReadHistory(AggregateStore<Contract> contracts)
{
    [Function("GetContractHistory")]
    [Allowed]
    [Operation(
        "The case's events with actor, time and hash chain",
        Answer = typeof(HistoryView),
        Query = ["verify: true tells whether the hash chain holds"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "contracts/{id}/history")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var loaded = await contracts.LoadAsync(id, cancellation);
        var visible = loaded.Exists ? new VisibleContract(loaded.State!, request.Caller()) : null;
        if (visible is null or { Sight: Sight.None })
            return new ProblemResult(Problem.Of(Catalogue.NotFound));

        var history = await contracts.ReadHistoryAsync(id, cancellation);
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
        var verify = request.Query["verify"] == "true";
        return Results.Json(
            new HistoryView(events, verify ? history.BrokenAt is null : null, verify ? history.BrokenAt : null),
            Json.Options
        );
    }
}
