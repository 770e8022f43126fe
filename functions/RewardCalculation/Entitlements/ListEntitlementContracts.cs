using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.YearSums;

namespace TechTransfer.RewardCalculation.Entitlements;

public sealed class ListEntitlementContracts(
    AggregateStore<Entitlement> entitlements,
    Accounts accounts,
    ContractRecords records,
    PublishedPolicies policies
)
{
    private const int MaxContracts = 50;

    [Function("ListEntitlementContracts")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation(
        "The contracts considered for an entitlement: what each adds, or why it does not count",
        Answer = typeof(PageBody),
        Query = ["limit: 1 to 50, 50 if not given", "cursor: From the page before"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "entitlements/{id}/contracts")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var loaded = await entitlements.LoadAsync(id, cancellation);
        if (loaded.State is not { } state || !EntitlementSetup.MaySee(state, request.Caller()))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging)
            return new ProblemResult(badPaging);
        var limit = Math.Min(paging.Value.Limit, MaxContracts);
        var key = new YearSumsKey(state.PolicyId, state.PolicyVersion, state.Year, state.Role, state.Beneficiary.Uscc!);
        var policy = (await policies.CurrentAsync(cancellation)).Book.Pinned(state.PolicyId, state.PolicyVersion);

        var lines = await accounts.LinesAsync(key.Account, limit, paging.Value.Cursor, cancellation);
        var contracts = await Task.WhenAll(lines.Select(line => ExplainAsync(policy, key, line, cancellation)));
        return Results.Json(
            new PageBody(
                [.. contracts.OfType<EntitlementContract>().Select(c => JsonSerializer.SerializeToElement(c, Json.Options))],
                lines.Count < limit ? null : paging.Value.Next(lines[^1].Contributor)
            ),
            Json.Options
        );
    }

    private async Task<EntitlementContract?> ExplainAsync(Policy policy, YearSumsKey key, AccountLine line, CancellationToken cancellation)
    {
        var record = await records.ReadAsync(Contributor.ContractIdOf(line.Contributor), cancellation);
        if (record.Facts is not { } contract || key.Role.PartiesOf(contract).FirstOrDefault(p => p.Uscc == key.Uscc) is not { } party)
            return null;
        var item = Assessment.OfItem(policy, key.Year, ItemFacts.Of(contract, party, key.Role, record.Money));
        return new(record.ContractId, Contributor.NumberOf(line.Contributor), item.Counts, item.Estimated, item.Figures, item.Steps);
    }
}

/// <param name="Counts">False when the contract does not count; the explanation gives the reason.</param>
/// <param name="Figures">What the contract adds to each named sum: fen or a count.</param>
public sealed record EntitlementContract(
    string ContractId,
    string Number,
    bool Counts,
    bool Estimated,
    IReadOnlyDictionary<string, long> Figures,
    IReadOnlyList<Step> Explanation
);
