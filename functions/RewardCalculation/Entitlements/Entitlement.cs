using System.Globalization;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Entitlements;

/// <summary>
/// What a policy gives an organisation for a policy year, calculated without an application (免申即享). A new version is created only when it
/// changes.
/// </summary>
public sealed record Entitlement
{
    /// <summary>Numbers of contracts that an entitlement names.</summary>
    public const int MostNumbers = 50;

    /// <summary>See <see cref="IdOf"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The aggregate's version that this is.</summary>
    public required long Version { get; init; }
    public required string PolicyId { get; init; }
    public required int PolicyVersion { get; init; }
    public required Text PolicyName { get; init; }

    /// <summary>The policy's instrument.</summary>
    public required Citation Instrument { get; init; }

    /// <summary>True when the policy is made up and binds nobody.</summary>
    public required bool Sample { get; init; }

    /// <summary>The policy year.</summary>
    public required int Year { get; init; }
    public required BeneficiaryRole Role { get; init; }

    /// <summary>Who gets it, as the contract decided last says.</summary>
    public required PartyFacts Beneficiary { get; init; }

    /// <summary>Which contract named it; see <see cref="NamedBeneficiary"/>.</summary>
    public required long BeneficiaryAsOf { get; init; }

    /// <summary>Base, amount, eligibility and the explanation.</summary>
    public required Award Award { get; init; }

    /// <summary>How many contracts count.</summary>
    public required long Contracts { get; init; }

    /// <summary>How many of them rest on an estimate.</summary>
    public required long Estimated { get; init; }

    /// <summary>The registration numbers of those that count; at most <see cref="MostNumbers"/>, the lowest.</summary>
    public required IReadOnlyList<string> Numbers { get; init; }

    /// <summary>What brought this version about.</summary>
    public required Cause Cause { get; init; }

    /// <summary><c>{policy}.{year}.{role}.{uscc}</c>.</summary>
    public static string IdOf(string policyId, int year, BeneficiaryRole role, string uscc) =>
        string.Create(CultureInfo.InvariantCulture, $"{policyId}.{year}.{Json.Word(role)}.{uscc}");
}

/// <summary>Why an entitlement was worked out anew.</summary>
/// <param name="Code">contractRegistered, contractChanged, contractCancelled, contractRevoked, receiptConfirmed, receiptRefunded,
/// declaredFacts, policyPublished, yearBegan or rebuilt.</param>
/// <param name="ContractId">The contract that it came from; null when it came from none.</param>
/// <param name="Reason">The same as a sentence.</param>
public sealed record Cause(string Code, string? ContractId, Text Reason);

/// <summary>What a contract says of an organisation.</summary>
/// <param name="AsOf">Orders what several contracts say: the day of the decision, then the contract.</param>
public sealed record NamedBeneficiary(PartyFacts Party, long AsOf)
{
    private const int ContractBits = 28;

    /// <summary>What a contract says of one of its parties.</summary>
    public static NamedBeneficiary By(KnownContract contract, PartyFacts party)
    {
        // The latest decision counts, in any order of arrival; within one day the contract id decides.
        var contractOrder = Convert.ToInt64(Ids.Sha256(contract.ContractId ?? "")[..7], 16);
        return new(party, ((long)(contract.DecidedOn ?? DateOnly.MinValue).DayNumber << ContractBits) + contractOrder);
    }
}

/// <summary>An entitlement was worked out: the whole of it, so that a version can be read again.</summary>
[WireName("EntitlementFigured")]
public sealed record EntitlementFigured(Entitlement Entitlement);
