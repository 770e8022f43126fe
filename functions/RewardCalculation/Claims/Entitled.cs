using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>An entitlement as a claim pins it.</summary>
public sealed record Entitled
{
    public required string Id { get; init; }

    /// <summary>The version that stands.</summary>
    public required long Version { get; init; }
    public required string PolicyId { get; init; }
    public required int PolicyVersion { get; init; }
    public required int Year { get; init; }
    public required BeneficiaryRole Role { get; init; }
    public required RewardParty Beneficiary { get; init; }
    public required Yuan Base { get; init; }

    /// <summary>What it gives; zero when it is not eligible.</summary>
    public required Yuan Amount { get; init; }
    public required IReadOnlyList<Step> Explanation { get; init; }

    /// <summary>What ranks it among all claims; zero where nothing is ranked.</summary>
    public long Score { get; init; }

    /// <summary>How many contracts it rests on.</summary>
    public required int Contracts { get; init; }

    /// <summary>Their registration numbers, at most 50.</summary>
    public required IReadOnlyList<string> ContractNumbers { get; init; }

    /// <summary>An entitlement as it was worked out last; null for none.</summary>
    public static Entitled? Of(Entitlement? state) =>
        state is null
            ? null
            : new()
            {
                Id = state.Id,
                Version = state.Version,
                PolicyId = state.PolicyId,
                PolicyVersion = state.PolicyVersion,
                Year = state.Year,
                Role = state.Role,
                Beneficiary = new(state.Beneficiary.Uscc!, state.Beneficiary.Name),
                Base = state.Award.Base,
                Amount = state.Award.Amount,
                Explanation = [.. state.Award.Steps],
                Score = state.Award.Score,
                Contracts = checked((int)state.Contracts),
                ContractNumbers = state.Numbers,
            };
}

/// <summary>Finds an entitlement as it stands; null when there is none of that id.</summary>
public delegate Task<Entitled?> FindEntitlement(string id, CancellationToken cancellation);

/// <summary>The policies as they are known now, those published since the app started included.</summary>
public delegate Task<PolicyBook> FindPolicies(CancellationToken cancellation);
