using TechTransfer.Kernel;

namespace TechTransfer.Messages;

/// <summary>A registered contract has new content under its old number, because a change (变更登记) was registered or a clerical slip was
/// corrected (更正).</summary>
[WireName(MessageNames.ContractChanged)]
public sealed record ContractChanged
{
    /// <summary>The whole contract, not only the changed fields.</summary>
    public required ContractRegistered Contract { get; init; }

    /// <summary>Number of the new edition: 2 for the first change, 3 for the second, and so on.</summary>
    public required int Edition { get; init; }

    /// <summary>Day of the decision, in China time.</summary>
    public required DateOnly ChangedOn { get; init; }

    /// <summary>True for a correction of a clerical slip, false for a change.</summary>
    public required bool ClericalSlip { get; init; }
}

/// <summary>The registration was cancelled at the filer's request (注销); the number is not reused.</summary>
[WireName(MessageNames.ContractCancelled)]
public sealed record ContractCancelled
{
    /// <summary>Id of the contract, the same as in <c>ContractRegistered</c>.</summary>
    public required string ContractId { get; init; }

    /// <summary>Registration number, which is never reused.</summary>
    public required string Number { get; init; }

    /// <summary>The edition that was in force: 1 if the contract was never changed.</summary>
    public required int Edition { get; init; }

    /// <summary>Day of the cancellation, in China time.</summary>
    public required DateOnly CancelledOn { get; init; }

    /// <summary>The filer's reason, in free text.</summary>
    public required string Reason { get; init; }
}

/// <summary>The registrar revoked the registration (撤销). Unlike a cancellation, the filer did not ask for it.</summary>
[WireName(MessageNames.ContractRevoked)]
public sealed record ContractRevoked
{
    /// <summary>Id of the contract, the same as in <c>ContractRegistered</c>.</summary>
    public required string ContractId { get; init; }

    /// <summary>Registration number, which is never reused.</summary>
    public required string Number { get; init; }

    /// <summary>The edition that was in force: 1 if the contract was never changed.</summary>
    public required int Edition { get; init; }

    /// <summary>Day of the revocation, in China time.</summary>
    public required DateOnly RevokedOn { get; init; }

    /// <summary>The registrar's reason, in free text.</summary>
    public required string Reason { get; init; }
}
