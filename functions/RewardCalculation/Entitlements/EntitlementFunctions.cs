using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Calculation;
using TechTransfer.RewardCalculation.Facts;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Entitlements;

/// <summary>What one contract adds to an entitlement.</summary>
/// <param name="Counts">False when the explanation says why not.</param>
/// <param name="Figures">Named sums: fen or counts.</param>
public sealed record EntitlementContract(
    string ContractId,
    string Number,
    bool Counts,
    bool Estimated,
    IReadOnlyDictionary<string, long> Figures,
    IReadOnlyList<Step> Explanation
);

/// <summary>Entitlements: what the policies give, worked out without an application.</summary>
public sealed class EntitlementFunctions(
    Commands<Entitlement> commands,
    AggregateStore<Entitlement> entitlements,
    Lists lists,
    Accounts accounts,
    ContractRecords records,
    PublishedPolicies policies
)
{
    private const int MostContracts = 50;

    [Function("ListEntitlements")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation(
        "An organisation's entitlements of a policy year; for finance and auditors also those under one policy",
        Answer = typeof(PageBody),
        Query = [
            "org: A credit code; or policy",
            "policy: A policy's id",
            "year!: The policy year",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "entitlements")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var (caller, org, policy) = (request.Caller(), request.Query["org"].ToString(), request.Query["policy"].ToString());
        if (org.Length > 0 == policy.Length > 0)
            return new ProblemResult(Problem.Of(Catalogue.MalformedQuery, ("name", "org"), ("reason", "org | policy")).At("org"));
        if (
            !int.TryParse(request.Query["year"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < 2000 or > 2100
        )
        {
            return new ProblemResult(Problem.Of(Catalogue.MalformedQuery, ("name", "year"), ("reason", "2000..2100")).At("year"));
        }
        if (org.Length > 0 && !CreditCode.IsValid(org))
            return new ProblemResult(Problem.Of(Catalogue.MalformedQuery, ("name", "org"), ("reason", "GB 32100-2015")).At("org"));
        if (!EntitlementKind.MaySee(org.Length > 0 ? org : null, caller))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (policy.Length > 0 && (await policies.CurrentAsync(cancellation)).Book.VersionsOf(policy).Count == 0)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var list = org.Length > 0 ? EntitlementKind.OfOrganisation(org, year) : EntitlementKind.OfPolicyYear(policy, year);
        return await lists.PageAsync<EntitlementSummary>(
            request,
            list,
            line => EntitlementKind.MaySee(line.Uscc, caller),
            cancellation: cancellation
        );
    }

    [Function("GetEntitlement")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation("An entitlement with its explanation", Answer = typeof(Entitlement))]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "entitlements/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);

    [Function("GetEntitlementVersion")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation("An entitlement as it was in one version", Answer = typeof(Entitlement))]
    public async Task<IResult> GetVersion(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "entitlements/{id}/versions/{version:long}")] HttpRequest request,
        string id,
        long version,
        CancellationToken cancellation
    )
    {
        var state = await FindAsync(entitlements, id, version, cancellation);
        return state is null || !EntitlementKind.MaySee(state, request.Caller())
            ? new ProblemResult(Problem.Of(Catalogue.NotFound))
            : Results.Json(state, Json.Options);
    }

    [Function("ListEntitlementContracts")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation(
        "The contracts that an entitlement looked at: what each adds, or why it does not count",
        Answer = typeof(PageBody),
        Query = ["limit: 1 to 50, 50 if not given", "cursor: From the page before"]
    )]
    public async Task<IResult> Contracts(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "entitlements/{id}/contracts")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var loaded = await entitlements.LoadAsync(id, cancellation);
        if (loaded.State is not { } state || !EntitlementKind.MaySee(state, request.Caller()))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging)
            return new ProblemResult(badPaging);
        var limit = Math.Min(paging.Value.Limit, MostContracts);
        var place = new Place(state.PolicyId, state.PolicyVersion, state.Year, state.Role, state.Beneficiary.Uscc!);
        var policy = (await policies.CurrentAsync(cancellation))
            .Book.VersionsOf(state.PolicyId)
            .First(p => p.Version == state.PolicyVersion);

        var lines = await accounts.LinesAsync(place.Account, limit, paging.Value.Cursor, cancellation);
        var contracts = await Task.WhenAll(lines.Select(line => ExplainAsync(policy, place, line, cancellation)));
        return Results.Json(
            new PageBody(
                [.. contracts.OfType<EntitlementContract>().Select(c => JsonSerializer.SerializeToElement(c, Json.Options))],
                lines.Count < limit ? null : lines[^1].Contributor
            ),
            Json.Options
        );
    }

    /// <summary>An entitlement as it was in one version; null when there is no such version.</summary>
    public static async Task<Entitlement?> FindAsync(
        AggregateStore<Entitlement> entitlements,
        string id,
        long version,
        CancellationToken cancellation = default
    )
    {
        if (await entitlements.FindEventAsync(id, version, cancellation) is not { } entry)
            return null;
        using var happened = JsonDocument.Parse(entry.Json);
        return happened.RootElement.GetProperty("data").Deserialize<EntitlementFigured>(Json.Options)!.Entitlement;
    }

    private async Task<EntitlementContract?> ExplainAsync(Policy policy, Place place, AccountLine line, CancellationToken cancellation)
    {
        var record = await records.ReadAsync(Contributor.ContractIdOf(line.Contributor), cancellation);
        if (record.Facts is not { } contract || place.Role.PartiesOf(contract).FirstOrDefault(p => p.Uscc == place.Uscc) is not { } party)
            return null;
        var item = Assessment.OfItem(
            policy,
            place.Year,
            new(contract, party, place.Role, ContractMoney.Of(record.Money, place.Role, place.Uscc))
        );
        return new(record.ContractId, Contributor.NumberOf(line.Contributor), item.Counts, item.Estimated, item.Figures, item.Steps);
    }
}
