using TechTransfer.Kernel;

namespace TechTransfer.Messages;

/// <summary>A registered contract has a new edition under its old number: a change (变更登记) was registered, or a slip on its certificate was
/// put right.</summary>
[WireName(MessageNames.ContractChanged)]
public sealed record ContractChanged
{
    /// <summary>The contract as it stands now.</summary>
    public required ContractRegistered Contract { get; init; }

    /// <summary>2 for the first change, and so on.</summary>
    public required int Edition { get; init; }

    /// <summary>The day of the decision, in China time.</summary>
    public required DateOnly ChangedOn { get; init; }

    /// <summary>True when only a clerical slip was put right.</summary>
    public required bool ClericalSlip { get; init; }
}

/// <summary>A registration was cancelled at its filer's request (注销).</summary>
[WireName(MessageNames.ContractCancelled)]
public sealed record ContractCancelled
{
    /// <summary>The registration case.</summary>
    public required string ContractId { get; init; }

    /// <summary>The registration number, which is never used again.</summary>
    public required string Number { get; init; }

    /// <summary>The edition that was in force.</summary>
    public required int Edition { get; init; }

    /// <summary>The day, in China time.</summary>
    public required DateOnly CancelledOn { get; init; }

    /// <summary>In the filer's words.</summary>
    public required string Reason { get; init; }
}

/// <summary>A registration was revoked by the registrar (撤销).</summary>
[WireName(MessageNames.ContractRevoked)]
public sealed record ContractRevoked
{
    /// <summary>The registration case.</summary>
    public required string ContractId { get; init; }

    /// <summary>The registration number, which is never used again.</summary>
    public required string Number { get; init; }

    /// <summary>The edition that was in force.</summary>
    public required int Edition { get; init; }

    /// <summary>The day, in China time.</summary>
    public required DateOnly RevokedOn { get; init; }

    /// <summary>In the registrar's words.</summary>
    public required string Reason { get; init; }
}
