namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>What a contract or change in the work list of the registration office waits for.</summary>
public enum WorkStage
{
    /// <summary>Submitted for the first time: waits for acceptance.</summary>
    New,

    /// <summary>Submitted again after a return for correction: waits for acceptance.</summary>
    Resubmitted,
    Examination,

    /// <summary>Assessed as large: waits for an approver.</summary>
    Approval,

    /// <summary>Decided, with an objection that waits for a registrar.</summary>
    Objection,

    /// <summary>A registrar proposed the revocation: waits for another registrar.</summary>
    Revocation,
}
