using System.Globalization;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Entitlements;

/// <summary>
/// What a policy gives an organisation for a policy year, calculated without an application (免申即享). A recalculation creates a new
/// version only when the result changes.
/// </summary>
public record Entitlement
{
    public const int MaxNumbers = 50;

    public required string Id { get; init; }

    public required long Version { get; init; }
    public required string PolicyId { get; init; }
    public required int PolicyVersion { get; init; }
    public required Text PolicyName { get; init; }

    public required Citation Instrument { get; init; }

    /// <summary>True when the policy is a made-up sample that binds nobody.</summary>
    public required bool Sample { get; init; }

    /// <summary>Policy year, which need not start on 1 January.</summary>
    public required int Year { get; init; }
    public required BeneficiaryRole Role { get; init; }

    /// <summary>The beneficiary, as the contract with the latest decision names it.</summary>
    public required PartyFacts Beneficiary { get; init; }

    /// <summary>Rank of the contract from which the beneficiary's name was taken; see <see cref="NamedBeneficiary"/>.</summary>
    public required long BeneficiaryAsOf { get; init; }

    /// <summary>What the policy gives.</summary>
    public required Award Award { get; init; }

    /// <summary>Amount in the version before, yuan; null for the first one, and in versions stored earlier.</summary>
    public Yuan? AmountBefore { get; init; }

    /// <summary>Number of the organisation's contracts that meet the policy's <c>counts</c> conditions.</summary>
    public required long Contracts { get; init; }

    /// <summary>
    /// Number of the counted contracts with an estimated value, payment only after use (先使用后付费), or money assumed as paid.
    /// </summary>
    public required long Estimated { get; init; }

    /// <summary>Registration numbers of the contracts that count, the lowest first; at most <see cref="MaxNumbers"/>.</summary>
    public required IReadOnlyList<string> Numbers { get; init; }

    /// <summary>Why this version came about.</summary>
    public required Cause Cause { get; init; }

    public static string IdOf(string policyId, int year, BeneficiaryRole role, string uscc) =>
        string.Create(CultureInfo.InvariantCulture, $"{policyId}.{year}.{Json.EnumName(role)}.{uscc}");
}

/// <param name="Code">contractRegistered, contractChanged, contractCancelled, contractRevoked, receiptConfirmed, receiptRefunded,
/// declaredFacts, policyPublished, yearBegan or rebuilt.</param>
/// <param name="ContractId">The contract that caused it; null when no contract did.</param>
public sealed record Cause(string Code, string? ContractId, Text Reason);

/// <param name="AsOf">Orders several contracts that name the organisation: by day of decision, then by a hash of the contract id.</param>
public sealed record NamedBeneficiary(PartyFacts Party, long AsOf)
{
    private const int ContractBits = 28;

    public static NamedBeneficiary By(KnownContract contract, PartyFacts party)
    {
        // The latest decision wins, in any order of arrival; within one day, the hash of the contract id decides.
        var contractOrder = Convert.ToInt64(Ids.Sha256(contract.ContractId ?? "")[..7], 16);
        return new(party, ((long)(contract.DecidedOn ?? DateOnly.MinValue).DayNumber << ContractBits) + contractOrder);
    }
}

/// <summary>History entry: the complete entitlement, so that each version can be read later.</summary>
[WireName("EntitlementFigured")]
public sealed record EntitlementRecalculated(Entitlement Entitlement);
