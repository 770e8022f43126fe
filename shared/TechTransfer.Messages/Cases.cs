using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Messages;

/// <summary>A filing, or a change of a registered contract, was returned for correction (补正). Published by ContractRegistration.</summary>
[WireName(MessageNames.CorrectionRequested)]
public sealed record CorrectionRequested
{
    /// <summary>Id of the contract, which stays the same after the registration.</summary>
    public required string CaseId { get; init; }

    /// <summary>Number of the return: 1 for the first, 2 for the second, and so on.</summary>
    public required int Round { get; init; }

    /// <summary>Registration number, if a change (变更登记) was returned; null before the registration.</summary>
    public string? Number { get; init; }

    /// <summary>The contract's title, for printing on the notice.</summary>
    public required string Title { get; init; }

    /// <summary>The organisation that filed the contract (申请人) and gets the notice.</summary>
    public required ContractParty Applicant { get; init; }

    /// <summary>Day of the return, in China time.</summary>
    public required DateOnly ReturnedOn { get; init; }

    /// <summary>Name of the office, printed as the issuer of the notice.</summary>
    public required string RegistrarOffice { get; init; }

    /// <summary>The complete list of required corrections, in the registrar's order.</summary>
    public required IReadOnlyList<NoticeLine> Corrections { get; init; }
}

/// <summary>Registration of a contract, or of a change of a registered one, was refused (不予登记). Published by
/// ContractRegistration.</summary>
[WireName(MessageNames.RefusalDecided)]
public sealed record RefusalDecided
{
    /// <summary>Id of the contract, which stays the same after the registration.</summary>
    public required string CaseId { get; init; }

    /// <summary>Number of the refusal: 1 for the first, one more for each later one.</summary>
    public required int Round { get; init; }

    /// <summary>Registration number, if a change (变更登记) was refused; the contract then stays registered unchanged. Null before the
    /// registration.</summary>
    public string? Number { get; init; }

    /// <summary>The contract's title, for printing on the notice.</summary>
    public required string Title { get; init; }

    /// <summary>The organisation that filed the contract (申请人) and gets the notice.</summary>
    public required ContractParty Applicant { get; init; }

    /// <summary>Day of the refusal, in China time.</summary>
    public required DateOnly RefusedOn { get; init; }

    /// <summary>Name of the office, printed as the issuer of the notice.</summary>
    public required string RegistrarOffice { get; init; }

    /// <summary>Coded reason of the refusal, with the registrar's remarks.</summary>
    public required NoticeLine Reason { get; init; }
}

/// <summary>An objection to a refusal was upheld, so the refusal is void and the contract is examined again. Published by
/// ContractRegistration.</summary>
/// <param name="CaseId">Id of the contract.</param>
/// <param name="Round"><c>RefusalDecided.Round</c> of the void refusal.</param>
[WireName(MessageNames.RefusalLifted)]
public sealed record RefusalLifted(string CaseId, int Round);

/// <summary>One item of a notice to the filer.</summary>
/// <param name="Code">Code of the correction or of the reason.</param>
/// <param name="Text">Meaning of the code.</param>
/// <param name="Remarks">The registrar's own words; null when there are none.</param>
/// <param name="Citation">Legal source; null when the code has none.</param>
public sealed record NoticeLine(string Code, Text Text, string? Remarks = null, Citation? Citation = null);
