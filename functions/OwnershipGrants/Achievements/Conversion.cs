using TechTransfer.Messages;

namespace TechTransfer.OwnershipGrants.Achievements;

public enum ConversionStatus
{
    Standing,

    /// <summary>The contract's registration was cancelled by its filer (注销).</summary>
    Cancelled,

    /// <summary>The contract's registration was revoked by the registrar (撤销).</summary>
    Revoked,

    /// <summary>After a change of the contract, it no longer names the achievement.</summary>
    Unlinked,
}

/// <summary>A conversion (转化): a registered contract that uses the achievement.</summary>
public sealed record Conversion
{
    /// <summary>Achievement id plus <c>.c1</c>, <c>.c2</c> and so on.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the contract.</summary>
    public required string ContractId { get; init; }

    /// <summary>
    /// The grant that the contract converts. Null if none or several were in force when it was linked; it then counts for every grant.
    /// </summary>
    public string? GrantId { get; init; }
    public required ConversionStatus Status { get; init; }

    /// <summary>The contract as the last message described it.</summary>
    public ConvertedContract? Contract { get; init; }

    /// <summary>Version of the contract that this conversion reflects; messages with older versions are ignored.</summary>
    public required long ContractVersion { get; init; }

    /// <summary>True if the organisation's office linked the contract, false if the contract named the achievement.</summary>
    public bool ByHand { get; init; }

    /// <summary>Time at which the contract was linked.</summary>
    public required DateTimeOffset LinkedAt { get; init; }

    /// <summary>True if the contract names numbered rights and none of them is the achievement's; otherwise null.</summary>
    public bool? RightsDiffer { get; init; }

    /// <summary>Why the status is not Standing; null while the conversion counts.</summary>
    public Text? Reason { get; init; }
}

/// <summary>
/// The few contract fields that views, ledgers and the yearly report need. With up to 1 000 conversions, complete contracts would make the
/// state of the achievement too large.
/// </summary>
public sealed record ConvertedContract
{
    public required string Number { get; init; }
    public required string Title { get; init; }

    /// <summary>Code of the contract's sub-kind, such as T8.</summary>
    public required string Kind { get; init; }
    public required Text KindName { get; init; }
    public required DateOnly RegisteredOn { get; init; }

    public required Yuan ContractValue { get; init; }

    public required Yuan TechnicalAmount { get; init; }

    /// <summary>Names of the buyers (买方).</summary>
    public required IReadOnlyList<ConvertedBuyer> Buyers { get; init; }

    public static ConvertedContract Of(ContractRegistered message) =>
        new()
        {
            Number = message.Number,
            Title = message.Title,
            Kind = message.Kind,
            KindName = message.KindName,
            RegisteredOn = message.RegisteredOn,
            ContractValue = message.ContractValue,
            TechnicalAmount = message.TechnicalAmount,
            Buyers = [.. message.Buyers.Select(b => new ConvertedBuyer(b.Name))],
        };
}

public sealed record ConvertedBuyer(string Name);

public static class ConversionsInForce
{
    /// <summary>Includes conversions without a grant: they count for every grant.</summary>
    public static IEnumerable<Conversion> Of(Achievement state, string grantId) =>
        state.Conversions.Where(c => c.Status == ConversionStatus.Standing && (c.GrantId is null || c.GrantId == grantId));

    public static bool Any(Achievement state, string grantId) => Of(state, grantId).Any();
}
