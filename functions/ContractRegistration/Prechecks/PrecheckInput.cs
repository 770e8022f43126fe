using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Prechecks;

/// <summary>What a check looks at.</summary>
/// <param name="Content">The filing.</param>
/// <param name="Attachments">The papers handed in with it.</param>
/// <param name="Rules">The rule set in force.</param>
/// <param name="Codes">The code tables.</param>
/// <param name="Today">The day of the check, in China time.</param>
/// <param name="IsChange">True for a change of a registered contract: the window for filing was kept when it was first filed.</param>
public sealed record PrecheckInput(
    ContractContent Content,
    IReadOnlyList<Attachment> Attachments,
    RuleSet Rules,
    CodeTables Codes,
    DateOnly Today,
    bool IsChange = false
);
