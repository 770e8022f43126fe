namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>A contract and what else its life cycle goes by.</summary>
/// <param name="Rules">Of the version under examination; null before its assessment. Only <see cref="ContractLifeCycle.Approve"/>,
/// <see cref="ContractLifeCycle.Register"/> and lists of actions need them.</param>
public sealed record OpenContract(Contract State, ExaminationRules? Rules = null)
{
    public static implicit operator OpenContract(Contract state) => new(state);
}

/// <summary>What the pinned rule set asks for before an assessed contract is registered.</summary>
/// <param name="IsLarge">True if an approver must approve the contract.</param>
/// <param name="Basis">The amount that decides whether a contract is large.</param>
/// <param name="Tests">The recognition tests of the assessed kind.</param>
/// <param name="ToFollow">Names of the attachments that were promised and are not there yet.</param>
public sealed record ExaminationRules(
    bool IsLarge,
    Text Basis,
    Yuan Threshold,
    IReadOnlyList<RecognitionTest> Tests,
    IReadOnlyList<Text> ToFollow
);

public sealed record RecognitionTest(string Code, Text Name);
