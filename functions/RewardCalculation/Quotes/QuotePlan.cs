using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Calculation;
using TechTransfer.RewardCalculation.Facts;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Quotes;

/// <summary>What a request for quotes comes down to: which policies on which contract for which year.</summary>
public sealed record QuotePlan(ContractFacts Contract, int Year, IReadOnlyList<Policy> Policies)
{
    /// <summary>
    /// Chooses year and policies: the version that governs the policy year.
    /// </summary>
    /// <param name="request">A request that <see cref="QuoteRequestCheck"/> passed.</param>
    /// <param name="contract">The contract it speaks of.</param>
    /// <param name="book">All policies.</param>
    /// <param name="today">Today in China.</param>
    public static Outcome<QuotePlan> Of(QuoteRequest request, ContractFacts contract, PolicyBook book, DateOnly today)
    {
        var year = request.Year ?? (contract.RegisteredOn ?? today).Year;
        var lastDay = $"{year}-12-31";

        if (request.PolicyId is { } id)
        {
            if (book.VersionsOf(id).Count == 0) return Problem.Of(Catalogue.PolicyNotFound, ("policy", id)).At("policyId");
            return book.ForYear(id, year) is { } policy
                ? new QuotePlan(contract, year, [policy])
                : Problem.Of(Catalogue.PolicyNotInForce, ("policy", id), ("day", lastDay)).At(request.Year is null ? "policyId" : "year");
        }
        var policies = book.ForYear(year);
        return policies.Count > 0
            ? new QuotePlan(contract, year, policies)
            : Problem.Of(Catalogue.NoPolicyInForce, ("day", lastDay)).At("year");
    }

    /// <summary>The quotes, policy by policy.</summary>
    /// <param name="standings">By policy id, then USCC: what the organisations' other contracts of the year count; null when that was not looked up.</param>
    public QuoteAnswer Answer(IReadOnlyDictionary<string, IReadOnlyDictionary<string, Standing>>? standings) =>
        new([.. Policies.SelectMany(p => Quotation.Quote(p, Contract, Year, standings?.GetValueOrDefault(p.Id, Nobody)))]);

    private static readonly IReadOnlyDictionary<string, Standing> Nobody = new Dictionary<string, Standing>();
}

/// <summary>The answer of <c>POST /quotes</c>.</summary>
public sealed record QuoteAnswer(IReadOnlyList<Quote> Quotes);
