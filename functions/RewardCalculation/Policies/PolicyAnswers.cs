using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Calculation;
using TechTransfer.RewardCalculation.Facts;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>One line of <c>GET /policies</c>.</summary>
public sealed record PolicySummary(
    string Id,
    int Version,
    DateOnly From,
    DateOnly? To,
    bool Sample,
    Text Name,
    BeneficiaryRole Beneficiary,
    Citation Citation
)
{
    public static PolicySummary Of(Policy policy) =>
        new(policy.Id, policy.Version, policy.From, policy.To, policy.Sample, policy.Name, policy.Beneficiary, policy.Citation);
}

/// <summary>The answer of <c>GET /policies/{id}</c>: the version that stands today, and which versions there are.</summary>
public sealed record PolicyAnswer(Policy Policy, IReadOnlyList<PolicyPeriod> Versions)
{
    /// <summary>The version in force today, else the newest; a problem when there is no such policy.</summary>
    public static Outcome<PolicyAnswer> Of(PolicyBook book, string id, DateOnly today)
    {
        var versions = book.VersionsOf(id);
        if (versions.Count == 0)
            return Problem.Of(Catalogue.NotFound);
        return new PolicyAnswer(
            book.InForce(id, today) ?? versions[^1],
            [.. versions.Select(v => new PolicyPeriod(v.Version, v.From, v.To))]
        );
    }
}

/// <summary>When a version is in force.</summary>
public sealed record PolicyPeriod(int Version, DateOnly From, DateOnly? To);
