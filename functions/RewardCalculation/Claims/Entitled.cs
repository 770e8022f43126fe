using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>The parts of an entitlement that a claim copies when it is filed.</summary>
public sealed record Entitled
{
    public required string Id { get; init; }

    public required long Version { get; init; }
    public required string PolicyId { get; init; }
    public required int PolicyVersion { get; init; }
    public required int Year { get; init; }
    public required BeneficiaryRole Role { get; init; }
    public required RewardParty Beneficiary { get; init; }
    public required Yuan Base { get; init; }

    /// <summary>Amount of the entitlement, yuan; zero when the beneficiary is not eligible.</summary>
    public required Yuan Amount { get; init; }
    public required IReadOnlyList<Step> Explanation { get; init; }

    public long Score { get; init; }

    public required int Contracts { get; init; }

    /// <summary>Registration numbers of the contracts that count, at most 50.</summary>
    public required IReadOnlyList<string> ContractNumbers { get; init; }

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

public delegate Task<Entitled?> FindEntitlement(string id, CancellationToken cancellation);

/// <summary>Returns the current policies, including those published since the app started.</summary>
public delegate Task<PolicyBook> FindPolicies(CancellationToken cancellation);
