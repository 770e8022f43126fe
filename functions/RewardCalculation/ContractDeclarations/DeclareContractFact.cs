using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.ContractDeclarations;

/// <summary>A new declaration does not end the value that was confirmed: it takes its place when it is confirmed itself.</summary>
public sealed class DeclareContractFact(
    Commands<ContractDeclaration> commands,
    ContractRecords records,
    PublishedPolicies policies,
    TimeProvider time
)
{
    [Function("DeclareContractFact")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Declare a fact of a contract that registration does not hold, with the papers that prove it; policies use it once an officer "
            + "has confirmed it. Needs If-Match when something was declared before",
        Body = typeof(DeclareContractFactBody),
        Answer = typeof(ContractDeclarationView)
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "contracts/{id}/facts/{code}")] HttpRequest request,
        string id,
        string code,
        CancellationToken cancellation
    )
    {
        var contract = (await records.ReadAsync(id, cancellation)).Facts;
        var shelf = await policies.CurrentAsync(cancellation);
        return await commands.PutAsync<DeclareContractFactBody>(
            request,
            id,
            (state, body, caller) => Decide(state, contract, code, body, shelf, caller, time.GetUtcNow()),
            cancellation
        );
    }

    /// <param name="contract">Null when the contract is not known here, or was cancelled or revoked.</param>
    public static Outcome<Change<ContractDeclaration>> Decide(
        ContractDeclaration? state,
        KnownContract? contract,
        string code,
        DeclareContractFactBody body,
        PolicyShelf shelf,
        Caller caller,
        DateTimeOffset now
    )
    {
        if (contract is null || caller.Organisation is not { } own || !caller.ActsFor(own) || !contract.HasParty(own))
            return Problem.Of(Catalogue.NotFound);
        var rules = RulesOf(shelf).Where(r => r.Name == code).ToArray();
        if (rules.Length == 0)
            return Wrong(
                "code",
                new(
                    $"合同没有这一项申报信息，请核对（字段：{code}）。",
                    $"Contracts have no declared fact '{code}'. It is one of: {string.Join(", ", RulesOf(shelf).Select(r => r.Name))}."
                )
            );
        if (!rules.Any(rule => StateFacts.Fits(body.Value, rule)))
            return Wrong("value", StateFacts.Expected(rules[0]));
        var today = now.ChinaDate();
        if (body.On > today)
            return Wrong("on", new("日期不能晚于今天，请核对。", "The day must not lie in the future. Check it."));
        if (EvidenceCheck.Of(body.Evidence, [Proof]) is { } papers)
            return papers;

        var fact = new DeclaredFact(
            body.Value,
            body.On ?? today,
            own,
            body.Evidence,
            Act.Of(caller, now),
            state?.Facts.GetValueOrDefault(code)?.InForce
        );
        return new Change<ContractDeclaration>(
            new()
            {
                ContractId = contract.ContractId!,
                Parties = [.. contract.Sellers.Concat(contract.Buyers).Select(p => p.Uscc).OfType<string>().Distinct()],
                Facts = new Dictionary<string, DeclaredFact>(state?.Facts ?? new Dictionary<string, DeclaredFact>()) { [code] = fact },
            },
            new ContractFactDeclared(code, body.Value, fact.On, own, body.Evidence, caller.Subject, now)
        );
    }

    /// <summary>Kind of the papers that prove a declared fact.</summary>
    public const string Proof = "proof";

    /// <summary>The declared facts that a contract may have: the standard ones and those of the policies.</summary>
    public static IEnumerable<DeclaredFactRule> RulesOf(PolicyShelf shelf) =>
        FactCatalogue
            .DeclaredOfContract.Concat(shelf.DeclaredFacts)
            .Where(r => r.Of == DeclaredOf.Contract)
            .DistinctBy(r => (r.Name, r.Type));

    private static Problem Wrong(string path, Text reason) =>
        Problem.Of(Catalogue.ChecksFailed, ("count", 1)) with
        {
            Errors = [new(path, Catalogue.InvalidValue.Code, reason)],
        };
}

/// <summary>The body of <c>PUT /contracts/{id}/facts/{code}</c>.</summary>
[SchemaName("DeclareContractFact")]
public sealed record DeclareContractFactBody
{
    /// <summary>True or false, a word, a code, a day, or a number: yuan, count or rate.</summary>
    public required JsonElement Value { get; init; }

    /// <summary>Day for which the value is declared; null means today.</summary>
    public DateOnly? On { get; init; }

    /// <summary>At least one paper of the kind <c>proof</c>, to be uploaded next.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
}

[WireName("ContractFactDeclared")]
public sealed record ContractFactDeclared(
    string Code,
    JsonElement Value,
    DateOnly On,
    string Organisation,
    IReadOnlyList<Evidence> Evidence,
    string By,
    DateTimeOffset At
);
