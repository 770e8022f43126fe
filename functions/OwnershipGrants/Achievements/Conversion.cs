using TechTransfer.Messages;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>Where a conversion stands: as its contract does.</summary>
public enum ConversionStatus
{
    Standing,

    /// <summary>The contract's registration was cancelled (注销).</summary>
    Cancelled,

    /// <summary>The contract's registration was revoked (撤销).</summary>
    Revoked,

    /// <summary>A change of the contract took the achievement out of it.</summary>
    Unlinked,
}

/// <summary>A registered contract that converts the achievement.</summary>
public sealed record Conversion
{
    /// <summary>The achievement's id and <c>.c1</c>, <c>.c2</c> …</summary>
    public required string Id { get; init; }

    /// <summary>The registration case.</summary>
    public required string ContractId { get; init; }

    /// <summary>The grant that it is under; null when none or several were in force: it then counts for every grant.</summary>
    public string? GrantId { get; init; }
    public required ConversionStatus Status { get; init; }

    /// <summary>The contract as it was told last; null when only its end was told.</summary>
    public ConvertedContract? Contract { get; init; }

    /// <summary>The version of the contract that was told last: an older one changes nothing.</summary>
    public required long ContractVersion { get; init; }

    /// <summary>True when an office linked it.</summary>
    public bool ByHand { get; init; }
    public required DateTimeOffset LinkedAt { get; init; }

    /// <summary>Why it no longer stands.</summary>
    public Text? Reason { get; init; }
}

/// <summary>What an achievement keeps of a contract that converts it: what answers, ledgers and the yearly report say of it, since one
/// aggregate holds hundreds.</summary>
public sealed record ConvertedContract
{
    /// <summary>The registration number.</summary>
    public required string Number { get; init; }
    public required string Title { get; init; }

    /// <summary>Sub-kind code.</summary>
    public required string Kind { get; init; }
    public required Text KindName { get; init; }
    public required DateOnly RegisteredOn { get; init; }

    /// <summary>Yuan.</summary>
    public required Yuan ContractValue { get; init; }

    /// <summary>Yuan.</summary>
    public required Yuan TechnicalAmount { get; init; }
    public required IReadOnlyList<ConvertedBuyer> Buyers { get; init; }

    public static ConvertedContract Of(ContractRegistered told) =>
        new()
        {
            Number = told.Number,
            Title = told.Title,
            Kind = told.Kind,
            KindName = told.KindName,
            RegisteredOn = told.RegisteredOn,
            ContractValue = told.ContractValue,
            TechnicalAmount = told.TechnicalAmount,
            Buyers = [.. told.Buyers.Select(b => new ConvertedBuyer(b.Name))],
        };
}

/// <summary>A buyer of a contract.</summary>
public sealed record ConvertedBuyer(string Name);

/// <summary>Which conversions stand.</summary>
public static class StandingConversions
{
    /// <summary>The standing conversions that count for a grant: its own, and those of the whole achievement.</summary>
    public static IEnumerable<Conversion> Of(Achievement state, string grantId) =>
        state.Conversions.Where(c => c.Status == ConversionStatus.Standing && (c.GrantId is null || c.GrantId == grantId));

    public static bool Any(Achievement state, string grantId) => Of(state, grantId).Any();
}
