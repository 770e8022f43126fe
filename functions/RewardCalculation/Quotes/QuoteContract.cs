using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Quotes;

public sealed class QuoteContract(ContractRecords records, ReadYearToDate yearsToDate, PublishedPolicies policies, TimeProvider time)
{
    private const int ArrivesWithin = 2;

    [Function("Quote")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Finance)]
    [Operation(
        "Calculate the rewards of a contract's parties under the policies of the year, with each step explained. The caller's "
            + "own other contracts of the year are included, and nothing is saved",
        Body = typeof(QuoteRequest),
        Answer = typeof(QuoteAnswer)
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "quotes")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var asked = await request.ReadJsonAsync<QuoteRequest>(cancellation);
        if (QuoteRequestCheck.Check(asked) is { } wrong)
            return new ProblemResult(wrong);

        var record = asked.ContractId is { } id ? await records.ReadAsync(id, cancellation) : null;
        var contract = asked.Contract?.ToFacts() ?? record?.Facts;
        // A contract may not have arrived yet, or not exist: the caller may try again.
        if (contract is null || (record is not null && !MaySee(contract, request.Caller())))
            return new ProblemResult(Problem.Of(Catalogue.NotYetKnown) with { RetryAfterSeconds = ArrivesWithin });

        var plan = QuotePlan.Of(asked, contract, (await policies.CurrentAsync(cancellation)).Ready, time.GetUtcNow().ChinaDate());
        if (plan.Problem is { } problem)
            return new ProblemResult(problem);
        // Before its first receipt, a contract is quoted as if it were paid in full.
        var money = record?.Money is { Count: > 0 } moved ? moved : null;
        return Results.Json(
            plan.Value.Answer(await yearsToDate.FindAsync(plan.Value, request.Caller(), cancellation), money),
            Json.Options
        );
    }

    // Answer for another organisation's contract as for an unknown one.
    private static bool MaySee(KnownContract contract, Caller caller) =>
        caller.Is(Role.Registrar)
        || caller.Is(Role.Finance)
        || (caller.Organisation is { } own && caller.ActsFor(own) && contract.HasParty(own));
}
