using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Facts;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Quotes;

/// <summary>Quotes: what a contract would bring its seller and its buyer, and why.</summary>
public sealed class QuoteFunctions(Copies copies, PolicyBook policies, TimeProvider time)
{
    private const int ArrivesWithin = 2;

    [Function("Quote")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Finance)]
    [Operation("The rewards of seller and buyer under the policies in force, each step explained; the contract is taken alone, and nothing is kept", Body = typeof(QuoteRequest), Answer = typeof(QuoteAnswer))]
    public async Task<IResult> Quote([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "quotes")] HttpRequest request, CancellationToken cancellation)
    {
        var asked = await request.ReadJsonAsync<QuoteRequest>(cancellation);
        if (QuoteRequestCheck.Check(asked) is { } wrong) return new ProblemResult(wrong);

        var contract = asked.Contract?.ToFacts() ?? await copies.FindAsync<ContractFacts>(Inbox.Contract, asked.ContractId!, cancellation);
        // Not arrived yet and never to arrive look the same from here; whoever holds a registered contract's id tries again.
        if (contract is null) return new ProblemResult(Problem.Of(Catalogue.NotYetKnown) with { RetryAfterSeconds = ArrivesWithin });
        if (asked.Contract is null && !MaySee(contract, request.Caller())) return new ProblemResult(Problem.Of(Catalogue.NotYetKnown) with { RetryAfterSeconds = ArrivesWithin });

        var plan = QuotePlan.Of(asked, contract, policies, time.GetUtcNow().ChinaDate());
        return plan.Problem is { } problem ? new ProblemResult(problem) : Results.Json(plan.Value.Answer(standings: null), Json.Options);
    }

    // Another organisation's contract answers like one that is not known: its existence is not told.
    private static bool MaySee(ContractFacts contract, Caller caller) =>
        caller.Is(Role.Registrar) || caller.Is(Role.Finance) || (caller.Organisation is { } own && caller.ActsFor(own) && contract.HasParty(own));
}
