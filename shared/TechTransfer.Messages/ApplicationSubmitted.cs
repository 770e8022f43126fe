using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Messages;

/// <summary>A contract, or a change of a registered contract, was submitted (提交). Contains what the application form (登记申请表) shows,
/// without natural persons' data, clauses or descriptions of technology. Published by ContractRegistration.</summary>
[WireName(MessageNames.ApplicationSubmitted)]
public sealed record ApplicationSubmitted
{
    /// <summary>Id of the registration case, which stays the same after the registration.</summary>
    public required string CaseId { get; init; }

    /// <summary>Number of the submission: 1 for the first, one more for each later one, those of its changes included.</summary>
    public required int Submission { get; init; }

    /// <summary>Registration number, if a change (变更登记) was submitted; null before the registration.</summary>
    public string? Number { get; init; }

    /// <summary>Reason for the change in the filer's words; null before the registration.</summary>
    public string? ChangeReason { get; init; }

    /// <summary>The organisation that submitted the case (申请人).</summary>
    public required ContractParty Applicant { get; init; }

    /// <summary>Day of the submission, in China time.</summary>
    public required DateOnly SubmittedOn { get; init; }

    /// <summary>Name of the office that the application goes to.</summary>
    public required string RegistrarOffice { get; init; }

    /// <summary>Sub-kind code as filed (D1, T3, L1 …).</summary>
    public required string Kind { get; init; }

    /// <summary>Name of the sub-kind in both languages.</summary>
    public required Text KindName { get; init; }

    /// <summary>The contract's title, which is also the name of the project.</summary>
    public required string Title { get; init; }

    /// <summary>The sellers (卖方) in the order of the contract; at least one.</summary>
    public required IReadOnlyList<ContractParty> Sellers { get; init; }

    /// <summary>The buyers (买方) in the order of the contract; at least one.</summary>
    public required IReadOnlyList<ContractParty> Buyers { get; init; }

    /// <summary>The intermediary (中介方); null when the contract has none.</summary>
    public ContractParty? Intermediary { get; init; }

    /// <summary>Day of signing, as stated in the contract.</summary>
    public required DateOnly SignedOn { get; init; }

    /// <summary>First day on which the contract is valid.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Last day on which the contract is valid.</summary>
    public required DateOnly EffectiveTo { get; init; }

    /// <summary>Contract value (合同成交额) in yuan; null when the contract states none.</summary>
    public Yuan? ContractValue { get; init; }

    /// <summary>Technical amount (技术交易额) in yuan as the filer claims it; null when it cannot be calculated yet.</summary>
    public Yuan? ClaimedTechnicalAmount { get; init; }

    /// <summary>The form's other fields, ready for printing.</summary>
    public required ContractForm Form { get; init; }

    /// <summary>Kinds of the attached documents, each once.</summary>
    public required IReadOnlyList<Text> Attachments { get; init; }
}
