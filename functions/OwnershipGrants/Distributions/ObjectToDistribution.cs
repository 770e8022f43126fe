using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

public sealed class ObjectToDistribution(
    Commands<Distribution> commands,
    AggregateStore<Achievement> achievements,
    DistributionBook book,
    TimeProvider time
)
{
    [Function("ObjectToDistribution")]
    [Allowed(Role.Office)]
    [Operation(
        "Record an objection, which suspends the public notice",
        Body = typeof(ObjectToDistributionBody),
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/object")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ObjectToDistributionBody>(
            request,
            id,
            async (state, body, caller) =>
                Decide(
                    state,
                    (await achievements.LoadAsync(state.AchievementId, cancellation)).State!,
                    body,
                    book,
                    caller,
                    time.GetUtcNow()
                ),
            cancellation
        );

    public static Outcome<Change<Distribution>> Decide(
        Distribution state,
        Achievement achievement,
        ObjectToDistributionBody body,
        DistributionBook book,
        Caller caller,
        DateTimeOffset now
    )
    {
        var open = new OpenDistribution(state, book, now.ChinaDate());
        return DistributionSteps.On(
            open,
            DistributionLifeCycle.Object,
            caller,
            distribution =>
            {
                var findings = new FindingList();
                findings.Text(body.Ground, "ground", 2_000);
                findings.Text(body.Objector, "objector", 60, optional: true);
                if (findings.Refusal() is { } refusal)
                    return refusal;

                var left = book.Pinned(distribution.RuleSet).Notice.Left(open.Today, open.Notice.Until, book.Calendar);
                var objection = new DistributionObjection
                {
                    Ground = body.Ground,
                    Objector = body.Objector,
                    Raised = Act.Of(caller, now),
                    DaysLeft = left,
                };
                var after = distribution with
                {
                    Status = DistributionStatus.Objected,
                    Objections = [.. distribution.Objections, objection],
                    Persons = DistributionPersons.Of(achievement, distribution.Terms.IncomeOn),
                };
                return (
                    after,
                    new DistributionObjected(distribution.Id, objection)
                    {
                        Ledger =
                        [
                            DistributionSteps.Line(
                                after,
                                "objection",
                                "公示期内收到异议，公示中止。",
                                "An objection was raised during the notice period, and the public notice is suspended."
                            ),
                        ],
                    }
                );
            }
        );
    }
}

/// <param name="Objector">Name of the objector; null when the caller objects.</param>
[SchemaName("ObjectToDistribution")]
public sealed record ObjectToDistributionBody(string Ground, string? Objector = null);

[WireName("DistributionObjected")]
public sealed record DistributionObjected(string DistributionId, DistributionObjection Objection) : AchievementEvent;
