using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Prechecks;

/// <param name="Today">The day in China.</param>
/// <param name="IsChange">True for a change of a registered contract: filing deadlines do not apply to it.</param>
public sealed record PrecheckInput(
    ContractContent Content,
    IReadOnlyList<Attachment> Attachments,
    RuleSet Rules,
    CodeTables Codes,
    DateOnly Today,
    bool IsChange = false
)
{
    /// <summary>Attachments that are to follow after the submission, as the rule set allows.</summary>
    public IReadOnlyList<AttachmentToFollow> ToFollow { get; init; } = [];
}
