using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Prechecks;

/// <summary>Input of a rule.</summary>
/// <param name="Today">Day of the check, in China time.</param>
/// <param name="IsChange">True for a change of a registered contract: filing deadlines do not apply to it.</param>
public sealed record PrecheckInput(
    ContractContent Content,
    IReadOnlyList<Attachment> Attachments,
    RuleSet Rules,
    CodeTables Codes,
    DateOnly Today,
    bool IsChange = false
);
