namespace TechTransfer.RewardCalculation.Policies;

/// <summary>The contract is of one of these kinds: starts of sub-kind codes, so <c>T</c> stands for all transfers.</summary>
public sealed record ContractKindIs : Condition
{
    public required IReadOnlyList<string> AnyOf { get; init; }

    public override Verdict Check(Candidate candidate)
    {
        var (kind, covered) = (candidate.Contract.Kind, string.Join("、", AnyOf));
        return Verdict.On("kind", kind,
            "contract_kind", AnyOf.Any(start => kind.StartsWith(start, StringComparison.Ordinal)),
            new($"合同类别{kind}在奖励范围内（{covered}）。", $"Contract kind {kind} is covered ({covered})."),
            new($"合同类别{kind}不在奖励范围内（{covered}）。", $"Contract kind {kind} is not covered ({covered})."));
    }

    public override IEnumerable<(string Path, string Reason)> Faults() => Lists.FaultsUnlessFilled("anyOf", AnyOf);
}
