using TechTransfer.RewardCalculation.Facts;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>The price has none of these statuses.</summary>
public sealed record ValueStatusIsNot : Condition
{
    public required IReadOnlyList<ValueStatus> NoneOf { get; init; }

    public override Verdict Check(Candidate candidate)
    {
        var status = candidate.Contract.ValueStatus.Name();
        return Verdict.On("valueStatus", candidate.Contract.ValueStatus.Word(),
            "value_status", !NoneOf.Contains(candidate.Contract.ValueStatus),
            new($"合同金额{status.Zh}，可以测算。", $"The contract's value is {status.En}: it can be counted."),
            new($"合同金额{status.Zh}；请先办理变更确定金额，再享受奖励。", $"The contract's value is {status.En}: have it settled by a change first."));
    }

    public override IEnumerable<(string Path, string Reason)> Faults() => Lists.FaultsUnlessFilled("noneOf", NoneOf);
}
