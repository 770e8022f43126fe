using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Prechecks;

/// <summary>What a rule checks.</summary>
/// <param name="Content">The content.</param>
/// <param name="Attachments">The submitted attachments.</param>
/// <param name="Rules">The rule set in force.</param>
/// <param name="Codes">The code tables.</param>
/// <param name="Today">The day of the check, in China time.</param>
/// <param name="IsChange">True for a change: the filing deadline applied to the first submission.</param>
public sealed record PrecheckInput(
    ContractContent Content,
    IReadOnlyList<Attachment> Attachments,
    RuleSet Rules,
    CodeTables Codes,
    DateOnly Today,
    bool IsChange = false
);
