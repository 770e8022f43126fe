using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Messages;

/// <summary>A case was returned for correction (补正): the one-time list of what is missing. Published by ContractRegistration.</summary>
[WireName(MessageNames.CorrectionRequested)]
public sealed record CorrectionRequested
{
    /// <summary>The registration case.</summary>
    public required string CaseId { get; init; }

    /// <summary>1 for the first return of the case, and so on.</summary>
    public required int Round { get; init; }

    /// <summary>The registration number, when a change (变更登记) was returned; null before the registration.</summary>
    public string? Number { get; init; }

    /// <summary>The project's name.</summary>
    public required string Title { get; init; }

    /// <summary>The organisation that filed it.</summary>
    public required ContractParty Applicant { get; init; }

    /// <summary>The day, in China time.</summary>
    public required DateOnly ReturnedOn { get; init; }

    /// <summary>The registrar's office, for print.</summary>
    public required string RegistrarOffice { get; init; }

    /// <summary>What is to be put right, in the registrar's order.</summary>
    public required IReadOnlyList<NoticeLine> Corrections { get; init; }
}

/// <summary>A case was refused (不予登记). Published by ContractRegistration.</summary>
[WireName(MessageNames.RefusalDecided)]
public sealed record RefusalDecided
{
    /// <summary>The registration case.</summary>
    public required string CaseId { get; init; }

    /// <summary>1 for the first refusal of the case, 2 when it was examined again and refused again, and so on.</summary>
    public required int Round { get; init; }

    /// <summary>The registration number, when a change (变更登记) was refused and the contract stands as registered; null before the
    /// registration.</summary>
    public string? Number { get; init; }

    /// <summary>The project's name.</summary>
    public required string Title { get; init; }

    /// <summary>The organisation that filed it.</summary>
    public required ContractParty Applicant { get; init; }

    /// <summary>The day of the decision, in China time.</summary>
    public required DateOnly RefusedOn { get; init; }

    /// <summary>The registrar's office, for print.</summary>
    public required string RegistrarOffice { get; init; }

    /// <summary>The coded reason with the registrar's words.</summary>
    public required NoticeLine Reason { get; init; }
}

/// <summary>A refusal no longer stands: an objection to it was upheld, and the case is examined again. Published by
/// ContractRegistration.</summary>
/// <param name="CaseId">The registration case.</param>
/// <param name="Round">Which of its refusals.</param>
[WireName(MessageNames.RefusalLifted)]
public sealed record RefusalLifted(string CaseId, int Round);

/// <summary>One point of a notice.</summary>
/// <param name="Code">The code of the correction or of the reason.</param>
/// <param name="Text">What the code stands for.</param>
/// <param name="Remarks">The registrar's own words; null when he added none.</param>
/// <param name="Citation">Where the rule stands; null when the code names none.</param>
public sealed record NoticeLine(string Code, Text Text, string? Remarks = null, Citation? Citation = null);
