using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Claims;

public static class ClaimMessages
{
    public static IEnumerable<object> Of(Claim claim, object happened)
    {
        switch (happened)
        {
            case NoticeOpened opened:
                yield return new RewardNoticeOpened
                {
                    Reward = Reward(claim, claim.Edition + 1),
                    From = opened.From,
                    Until = opened.Until,
                };
                break;
            case ClaimApproved:
                yield return new RewardDecided
                {
                    Reward = Reward(claim, claim.Edition),
                    DecidedOn = claim.DecidedOn()!.Value,
                    Explanation = ExplanationOf(claim),
                };
                break;
            case RewardTakenBack { ClawBack: var clawBack }:
                yield return new RewardClawedBack
                {
                    Reward = Reward(claim, claim.Edition),
                    Replaces = claim.Edition - 1,
                    Difference = clawBack.Difference,
                    On = clawBack.On,
                    Reason = clawBack.Reason,
                    Explanation = ExplanationOf(claim),
                };
                break;
        }
        if (Notice(claim, happened) is { } notice)
            yield return notice;
    }

    private static RewardSnapshot Reward(Claim claim, int edition) =>
        new()
        {
            ClaimId = claim.Id,
            Edition = edition,
            Beneficiary = claim.Beneficiary,
            Role = claim.Role.Name(),
            PolicyId = claim.PolicyId,
            PolicyVersion = claim.PolicyVersion,
            PolicyName = claim.PolicyName,
            Instrument = claim.Instrument,
            Sample = claim.Sample,
            Year = claim.Year,
            ContractNumbers = claim.ContractNumbers,
            Contracts = claim.Contracts,
            Base = claim.Base,
            Amount = claim.Amount(),
        };

    public static IReadOnlyList<Step> ExplanationOf(Claim claim) =>
        [.. claim.Explanation, .. claim.Settlement?.Steps ?? [], .. claim.ClawBacks.Select(StepOf)];

    private static Step StepOf(ClawBack reduction) =>
        new(
            "clawed_back",
            new(
                $"{reduction.On:yyyy年M月d日}：{reduction.Reason.Zh}奖励由{reduction.Before}元调整为{reduction.After}元。",
                $"{reduction.On:yyyy-MM-dd}: {reduction.Reason.En} The reward falls from {reduction.Before} to {reduction.After} yuan."
            ),
            new Dictionary<string, string> { ["before"] = $"{reduction.Before}", ["cause"] = reduction.Cause },
            $"{reduction.After}"
        );

    // Null for changes about which the beneficiary gets no notification.
    private static NotificationMessage? Notice(Claim claim, object happened)
    {
        var reward = new Text($"{claim.PolicyName.Zh}（{claim.Year}年度）", $"'{claim.PolicyName.En}' ({claim.Year})");
        (string Type, Text Text)? notification = happened switch
        {
            ClaimRejected rejected => (
                "rewardRejected",
                new(
                    $"{reward.Zh}的奖励申报不予兑付，理由：{rejected.Reason.Zh}如有异议，您所代表的单位可以提出申诉。",
                    $"The claim under {reward.En} was rejected: {rejected.Reason.En} Your organisation may appeal."
                )
            ),
            ObjectionsResolved { Resolution.Outcome: ObjectionOutcome.Upheld } resolved => (
                "rewardRejected",
                new(
                    $"{reward.Zh}的奖励公示异议成立，不予兑付，理由：{resolved.Resolution.Remarks}",
                    $"An objection to the reward under {reward.En} was upheld, and the claim is rejected: {resolved.Resolution.Remarks}"
                )
            ),
            AppealDecided { Outcome: AppealOutcome.Upheld } => (
                "rewardAppealUpheld",
                new(
                    $"{reward.Zh}的奖励申诉成立，该申报将重新审核。",
                    $"The appeal under {reward.En} was upheld: the claim is examined again."
                )
            ),
            AppealDecided => (
                "rewardAppealDismissed",
                new($"{reward.Zh}的奖励申诉不成立，理由见申报详情。", $"The appeal under {reward.En} was dismissed; the claim says why.")
            ),
            ClaimReduced reduced => (
                "rewardRefigured",
                new(
                    $"{reward.Zh}的奖励申报金额由{reduced.Before}元调整为{reduced.After}元，理由：{reduced.Reason.Zh}",
                    $"The claim under {reward.En} falls from {reduced.Before} to {reduced.After} yuan: {reduced.Reason.En}"
                )
            ),
            NoticeOpened opened => (
                "rewardOnNotice",
                new(
                    $"{reward.Zh}的奖励{claim.Amount()}元正在公示，公示期截至{opened.Until:yyyy年M月d日}（含当日）。",
                    $"The reward of {claim.Amount()} yuan under {reward.En} is on public notice to the end of {opened.Until:yyyy-MM-dd}."
                )
            ),
            ObjectionRaised => (
                "rewardObjected",
                new(
                    $"{reward.Zh}的奖励公示收到异议，公示中止，正在处理。",
                    $"An objection stops the notice on the reward under {reward.En}; it is being examined."
                )
            ),
            ClaimApproved => (
                "rewardApproved",
                new(
                    $"{reward.Zh}的奖励{claim.Amount()}元已批准，等待拨付。",
                    $"The reward of {claim.Amount()} yuan under {reward.En} is approved and will be paid."
                )
            ),
            ClaimPaid paid => (
                "rewardPaid",
                new(
                    $"{reward.Zh}的奖励已拨付{paid.Payment.Amount}元，凭证号{paid.Payment.Reference}。",
                    $"{paid.Payment.Amount} yuan of the reward under {reward.En} were paid, reference {paid.Payment.Reference}."
                )
            ),
            PaymentFailed failed => (
                "rewardPaymentFailed",
                new(
                    $"{reward.Zh}的奖励拨付失败，理由：{failed.Reason}请核对收款账户。",
                    $"The payment of the reward under {reward.En} failed: {failed.Reason} Check the account."
                )
            ),
            RewardTakenBack { ClawBack: var reduction } => (
                "rewardClawedBack",
                new(
                    $"{reward.Zh}的奖励由{reduction.Before}元调整为{reduction.After}元，应退回{reduction.Difference}元，理由：{reduction.Reason.Zh}",
                    $"The reward under {reward.En} falls from {reduction.Before} to {reduction.After} yuan; {reduction.Difference} "
                        + $"yuan are to be paid back: {reduction.Reason.En}"
                )
            ),
            _ => null,
        };
        return notification is { } t ? new(claim.Id, t.Type, [claim.Beneficiary.Uscc], t.Text, $"/api/claims/{claim.Id}") : null;
    }
}
