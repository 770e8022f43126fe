using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Claims;

public static class ClaimMessages
{
    public static IEnumerable<object> Of(Claim claim, object happened)
    {
        switch (happened)
        {
            case ClaimFiled:
                yield return new CertificatesExpected(claim.Id, CertificatesExpected.Claim, claim.Beneficiary.Uscc);
                break;
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
                    Explanation = ClaimExplanation.Of(claim),
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
                    Explanation = ClaimExplanation.Of(claim),
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

    // People type reasons with or without a full stop.
    internal static Text WithoutStop(Text reason) => new(reason.Zh.TrimEnd('。'), reason.En.TrimEnd('.', '。'));

    // Reason, legal basis and remedies of a decision against the claim.
    private static Text Grounds(Claim claim, Text reason)
    {
        var remedy = Remedies.Of(claim);
        var (zh, en) = claim.Instrument.AsBasis() is { } basis ? ($"依据：{basis}。", $" Basis: {basis}.") : ("", "");
        var given = WithoutStop(reason);
        return new($"理由：{given.Zh}。{zh}{remedy.Zh}", $"Reason: {given.En}.{en} {remedy.En}");
    }

    // Null for changes about which the beneficiary gets no notification.
    private static NotificationMessage? Notice(Claim claim, object happened)
    {
        var reward = new Text($"{claim.PolicyName.Zh}（{claim.Year}年度）", $"'{claim.PolicyName.En}' ({claim.Year})");
        (string Type, Text Text)? notification = happened switch
        {
            ClaimRejected rejected => (
                "rewardRejected",
                new(
                    $"{reward.Zh}的奖励申报，经审核不予兑付。{Grounds(claim, rejected.Reason).Zh}",
                    $"The claim under {reward.En} was examined and rejected. {Grounds(claim, rejected.Reason).En}"
                )
            ),
            ObjectionsResolved { Resolution.Outcome: ObjectionOutcome.Upheld } resolved => (
                "rewardRejected",
                new(
                    $"{reward.Zh}的奖励公示异议成立，不予兑付。{Grounds(claim, Text.Same(resolved.Resolution.Remarks)).Zh}",
                    $"An objection to the reward under {reward.En} was upheld, and the claim is rejected. "
                        + Grounds(claim, Text.Same(resolved.Resolution.Remarks)).En
                )
            ),
            AppealDecided { Outcome: AppealOutcome.Upheld } => (
                "rewardAppealUpheld",
                new(
                    $"{reward.Zh}的奖励申诉成立，该申报将重新审核。",
                    $"The appeal under {reward.En} was upheld. The claim is being examined again."
                )
            ),
            AppealDecided dismissed => (
                "rewardAppealDismissed",
                new(
                    $"{reward.Zh}的奖励申诉不成立，维持不予兑付的决定。{Grounds(claim, Text.Same(dismissed.Remarks)).Zh}",
                    $"The appeal under {reward.En} was dismissed, and the rejection is upheld. "
                        + $"{Grounds(claim, Text.Same(dismissed.Remarks)).En}"
                )
            ),
            ClaimReduced reduced => (
                "rewardRefigured",
                new(
                    $"{reward.Zh}的奖励申报金额由{reduced.Before}元调减为{reduced.After}元，理由：{WithoutStop(reduced.Reason).Zh}。",
                    $"The amount claimed under {reward.En} is reduced from {reduced.Before} to {reduced.After} yuan. Reason: "
                        + $"{WithoutStop(reduced.Reason).En}."
                )
            ),
            NoticeOpened opened => (
                "rewardOnNotice",
                new(
                    $"{reward.Zh}的奖励{claim.Amount()}元正在公示，公示期截至{opened.Until:yyyy年M月d日}（含当日）。",
                    $"The reward of {claim.Amount()} yuan under {reward.En} is on public notice until the end of {opened.Until:yyyy-MM-dd}."
                )
            ),
            ObjectionRaised => (
                "rewardObjected",
                new(
                    $"{reward.Zh}的奖励公示收到异议，公示中止，正在处理。",
                    $"An objection was raised to the reward under {reward.En}. The public notice is suspended while the objection "
                        + "is examined."
                )
            ),
            ClaimApproved => (
                "rewardApproved",
                new(
                    $"{reward.Zh}的奖励{claim.Amount()}元已批准，等待拨付。",
                    $"The reward of {claim.Amount()} yuan under {reward.En} was approved and is waiting for payment."
                )
            ),
            ClaimPaid paid => (
                "rewardPaid",
                new(
                    $"{reward.Zh}的奖励已拨付{paid.Payment.Amount}元，凭证号{paid.Payment.Reference}。",
                    $"{paid.Payment.Amount} yuan of the reward under {reward.En} was paid, reference {paid.Payment.Reference}."
                )
            ),
            PaymentFailed failed => (
                "rewardPaymentFailed",
                new(
                    $"{reward.Zh}的奖励拨付失败，理由：{failed.Reason.TrimEnd('。')}。请核对收款账户；账户有误的，请变更后等待重新拨付。",
                    $"The payment of the reward under {reward.En} failed: {failed.Reason.TrimEnd('.', '。')}. Check the account; if it is wrong, "
                        + "change it and wait for the next payment."
                )
            ),
            RewardTakenBack { ClawBack: var reduction } => (
                "rewardClawedBack",
                new(
                    $"{reward.Zh}的奖励由{reduction.Before}元调减为{reduction.After}元，应退回{reduction.Difference}元，理由：{WithoutStop(reduction.Reason).Zh}。",
                    $"The reward under {reward.En} is reduced from {reduction.Before} to {reduction.After} yuan, and "
                        + $"{reduction.Difference} "
                        + $"yuan must be repaid. Reason: {WithoutStop(reduction.Reason).En}."
                )
            ),
            _ => null,
        };
        return notification is { } t ? new(claim.Id, t.Type, [claim.Beneficiary.Uscc], t.Text, $"/api/claims/{claim.Id}") : null;
    }
}
