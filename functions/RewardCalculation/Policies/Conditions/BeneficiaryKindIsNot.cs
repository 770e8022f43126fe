namespace TechTransfer.RewardCalculation.Policies;

/// <summary>The beneficiary is of none of these kinds: starts of party kind codes, so <c>01</c> stands for all 机关法人.</summary>
public sealed record BeneficiaryKindIsNot : Condition
{
    public required IReadOnlyList<string> NoneOf { get; init; }

    public override Verdict Check(Candidate candidate)
    {
        var (party, excluded) = (candidate.Party, string.Join("、", NoneOf));
        return Verdict.On("beneficiaryKind", party.Kind,
            "beneficiary_kind", !NoneOf.Any(start => party.Kind.StartsWith(start, StringComparison.Ordinal)),
            new($"单位性质代码{party.Kind}不属于排除范围（{excluded}）。", $"Party kind {party.Kind} is not excluded ({excluded})."),
            new($"单位性质代码{party.Kind}属于排除范围（{excluded}），不予奖励。", $"Party kind {party.Kind} is excluded ({excluded}): no reward."));
    }

    public override IEnumerable<(string Path, string Reason)> Faults() => Lists.FaultsUnlessFilled("noneOf", NoneOf);
}
