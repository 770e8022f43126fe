using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Replays;

/// <summary>The body of <c>POST /replays</c>.</summary>
/// <param name="Consumer">Whose queue, as in <c>rewards-inbox</c>.</param>
/// <param name="Year">The year of the contracts.</param>
public sealed record StartReplay(string Consumer, int Year);

/// <summary>Telling one consumer a year's contracts and receipts again.</summary>
public sealed class ReplayFunctions(Commands<Replay> commands, TimeProvider time)
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    /// <summary>Who can be told: whoever hears of contracts.</summary>
    public static IReadOnlyList<string> Consumers => Topics.Consumers[MessageNames.ContractRegistered];

    [Function("StartReplay")]
    [Allowed(Role.Registrar, Role.Policy)]
    [Operation(
        "Tell one consumer again how a year's contracts and their receipts stand, page by page; nobody else hears of it, and telling it twice changes nothing",
        Body = typeof(StartReplay),
        Answer = typeof(Replay)
    )]
    public Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "replays")] HttpRequest request,
        CancellationToken cancellation
    ) => commands.CreateAsync<StartReplay>(request, (id, body, caller) => Decide(id, body, caller), cancellation);

    [Function("GetReplay")]
    [Allowed(Role.Registrar, Role.Policy, Role.Auditor)]
    [Operation("How far a replay is", Answer = typeof(Replay))]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "replays/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);

    private Outcome<Change<Replay>> Decide(string id, StartReplay body, Caller caller)
    {
        if (!Consumers.Contains(body.Consumer))
        {
            var known = string.Join(", ", Consumers);
            return Problem
                .Of(Catalogue.InvalidValue, ("reason", new Text($"应为以下之一：{known}", $"one of these: {known}")))
                .At("consumer");
        }
        if (body.Year is < FirstYear or > LastYear)
            return Problem
                .Of(Catalogue.InvalidValue, ("reason", new Text($"应在{FirstYear}至{LastYear}之间", $"between {FirstYear} and {LastYear}")))
                .At("year");
        return ReplayDecisions.Start(id, body.Consumer, body.Year, caller, time.GetUtcNow());
    }
}
