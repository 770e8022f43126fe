using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>Only creates the run; its steps are processed in the background.</summary>
public sealed class StartSettlement(Commands<SettlementRun> commands, ClaimAccounts accounts, FindPolicies policies, TimeProvider time)
{
    [Function("StartSettlement")]
    [Allowed(Role.Finance)]
    [Operation(
        "Settle all checked claims of a policy year together; claims change only when the settlement is closed",
        Body = typeof(StartSettlementBody),
        Answer = typeof(SettlementView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "settlements")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        commands.CreateAsync<StartSettlementBody>(
            request,
            async (id, body, caller) =>
            {
                var book = await policies(cancellation);
                if (book.VersionsOf(body.PolicyId).Count == 0)
                    return Problem.Of(Catalogue.PolicyNotFound, ("policy", body.PolicyId)).At("policyId");
                if (body.Year is < 2000 or > 2100)
                    return Problem
                        .Of(
                            Catalogue.InvalidValue,
                            ("reason", new Text("年度应为2000年至2100年，请核对。", "The year must be 2000 to 2100. Check it."))
                        )
                        .At("year");
                if (book.ForYear(body.PolicyId, body.Year) is not { } policy)
                    return book.NotInForce(body.PolicyId, body.Year).At("year");
                var spent = await accounts.ProgrammeAsync(ClaimAccounts.ProgrammeOf(policy), cancellation);
                return Decide(id, policy, body.Year, spent, Budgets.Left(book, policy, body.Year, spent), caller, time.GetUtcNow());
            },
            cancellation
        );

    /// <param name="spent">Sums of the programme's account, fen.</param>
    public static Change<SettlementRun> Decide(
        string id,
        Policy policy,
        int year,
        IReadOnlyDictionary<string, long> spent,
        Yuan? budgetLeft,
        Caller caller,
        DateTimeOffset now
    ) =>
        new(
            new()
            {
                Id = id,
                PolicyId = policy.Id,
                PolicyVersion = policy.Version,
                PolicyName = policy.Name,
                Year = year,
                Programme = ClaimAccounts.ProgrammeOf(policy),
                Status = RunStatus.Collecting,
                Started = Act.Of(caller, now),
                SpentBefore = spent,
                BudgetLeft = budgetLeft,
                LastStepAt = now,
            },
            new SettlementStarted(policy.Id, policy.Version, year, budgetLeft, caller.Subject, now)
        );
}

[SchemaName("StartSettlement")]
public sealed record StartSettlementBody(string PolicyId, int Year);

[WireName("SettlementStarted")]
public sealed record SettlementStarted(string PolicyId, int PolicyVersion, int Year, Yuan? BudgetLeft, string By, DateTimeOffset At);
