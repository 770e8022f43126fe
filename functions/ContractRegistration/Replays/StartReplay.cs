using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Replays;

public sealed class StartReplay(Commands<Replay> commands, TimeProvider time)
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    [Function("StartReplay")]
    [Allowed(Role.Registrar, Role.Policy)]
    [Operation(
        "Send the current state of a year's contracts and receipts to one consumer again, page by page; other consumers get "
            + "nothing, and a repeat changes nothing",
        Body = typeof(StartReplayBody),
        Answer = typeof(Replay)
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "replays")] HttpRequest request,
        CancellationToken cancellation
    ) => commands.CreateAsync<StartReplayBody>(request, (id, body, caller) => Decide(id, body, caller, time.GetUtcNow()), cancellation);

    /// <summary>Queues of the apps that read messages about contracts.</summary>
    public static IReadOnlyList<string> Consumers => Topics.Consumers[MessageNames.ContractRegistered];

    public static Outcome<Change<Replay>> Decide(string id, StartReplayBody body, Caller caller, DateTimeOffset now)
    {
        if (!Consumers.Contains(body.Consumer))
        {
            var known = string.Join("、", Consumers);
            return Problem
                .Of(
                    Catalogue.InvalidValue,
                    (
                        "reason",
                        new Text(
                            $"没有这一接收方，请选择（取值：{known}）。",
                            $"There is no such consumer. Choose one of: {string.Join(", ", Consumers)}."
                        )
                    )
                )
                .At("consumer");
        }
        if (body.Year is < FirstYear or > LastYear)
            return Problem
                .Of(
                    Catalogue.InvalidValue,
                    (
                        "reason",
                        new Text($"年度应为{FirstYear}年至{LastYear}年，请核对。", $"The year must be {FirstYear} to {LastYear}. Check it.")
                    )
                )
                .At("year");
        return Begin(id, body, caller, now);
    }

    /// <summary>Begins a replay without checking consumer and year.</summary>
    public static Change<Replay> Begin(string id, StartReplayBody body, Caller caller, DateTimeOffset now) =>
        new(
            new()
            {
                Id = id,
                Consumer = body.Consumer,
                Year = body.Year,
                Status = ReplayStatus.Running,
                By = caller.Subject,
                StartedAt = now,
                LastStepAt = now,
            },
            new ReplayStarted(body.Consumer, body.Year, caller.Subject, now)
        );
}

/// <param name="Consumer">Name of the consumer's queue, such as <c>rewards-inbox</c>.</param>
[SchemaName("StartReplay")]
public sealed record StartReplayBody(string Consumer, int Year);

[WireName("ReplayStarted")]
public sealed record ReplayStarted(string Consumer, int Year, string By, DateTimeOffset At);
