using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>
/// Messages about distributions: to the Certificates app, to the organisation's notification inbox, and to this app itself.
/// </summary>
internal static class DistributionMessages
{
    /// <summary>Messages that make distributions follow a change of their achievement.</summary>
    public static IEnumerable<object> Of(Achievement state, object happened)
    {
        // Income of the contract, possibly received long before the link, has to be distributed now.
        if (happened is ConversionFollowed { First: true, Conversion: { Status: ConversionStatus.Standing } c })
            yield return new ConversionLinked(state.Id, c.ContractId, c.GrantId);
        if (happened is AchievementEdited or AchievementClosed or PersonErased)
            yield return new AchievementUpdated(state.Id);
    }

    public static IEnumerable<object> Of(Distribution state, object happened)
    {
        if (CertificateMessage(state, happened) is { } certificate)
            yield return certificate;
        if (Notice(state, happened) is { } notice)
            yield return notice;
    }

    private static object? CertificateMessage(Distribution state, object happened) =>
        happened switch
        {
            IncomeEntered => new CertificatesExpected(state.Id, CertificatesExpected.Distribution, state.Organisation),
            DistributionPublished { Notice: var notice } => new DistributionNoticeOpened
            {
                Distribution = SnapshotOf(state),
                From = notice.From,
                Until = notice.Until,
            },
            DistributionWasApproved => new DistributionApproved
            {
                Distribution = SnapshotOf(state),
                ApprovedOn = state.Approved!.At.ChinaDate(),
                PayUntil = state.PayUntil,
            },
            DistributionWasClawedBack { ClawBack: var back } => new DistributionClawedBack
            {
                Distribution = SnapshotOf(state),
                On = back.On,
                Reason = IncomeChanges.Reason(back.Because),
            },
            _ => null,
        };

    private static DistributionSnapshot SnapshotOf(Distribution distribution) =>
        new()
        {
            DistributionId = distribution.Id,
            Edition = distribution.Edition,
            GrantId = distribution.GrantId,
            AchievementName = distribution.Achievement.Name,
            Payer = distribution.Achievement.Payer.ToMessage(),
            ContractNumber = distribution.Source.ContractNumber,
            IncomeOn = distribution.Terms.IncomeOn,
            Income = distribution.Figures.Income,
            NetIncome = distribution.Figures.NetIncome,
            Pool = distribution.Figures.Pool,
            Awards = Awards(distribution),
        };

    private static NotificationMessage? Notice(Distribution state, object happened)
    {
        var (id, title) = (state.Id, state.Achievement.Name);
        var name = $"“{title}”";
        (string Type, Text Text)? notice = happened switch
        {
            IncomeEntered { Distribution: { Source.ReceiptId: not null } d } => (
                "distributionProposed",
                new(
                    $"{name}到账{d.Terms.Income}元，已按协议拟出分配草案，奖酬金{d.Figures.Pool}元，请核对扣除项后公示。",
                    $"{d.Terms.Income} yuan was received for '{title}'. A draft distribution with an award of {d.Figures.Pool} "
                        + "yuan was prepared under the agreement. Check the deductions and publish it."
                )
            ),
            IncomeChanged => (
                "distributionChanged",
                new(
                    $"{name}的收入有变动，分配草案已重新测算，请核对。",
                    $"The income of '{title}' has changed, and the draft distribution was recalculated. Check it."
                )
            ),
            DistributionObjected => (
                "distributionObjection",
                new(
                    $"{name}的分配方案收到异议，公示中止，请处理异议。",
                    $"An objection to a distribution of '{title}' was raised, and the public notice is suspended. Resolve the objection."
                )
            ),
            DistributionWasApproved { Figures: var figures } => (
                "distributionApproved",
                new(
                    $"{name}的分配方案已批准，奖酬金{figures.Pool}元待发放。",
                    $"A distribution of '{title}' was approved. An award of {figures.Pool} yuan is waiting for payment."
                )
            ),
            DistributionWasClawedBack { ClawBack: var back, Figures: var figures } => (
                "distributionClawedBack",
                new(
                    $"{name}的奖酬金由{back.PoolBefore}元调整为{figures.Pool}元：{IncomeChanges.Reason(back.Because).Zh}。",
                    $"The award for '{title}' is changed from {back.PoolBefore} to {figures.Pool} yuan: "
                        + $"{IncomeChanges.Reason(back.Because).En}."
                )
            ),
            _ => null,
        };
        return notice is { } notification
            ? new(state.AchievementId, notification.Type, [state.Organisation], notification.Text, $"/api/distributions/{id}")
            : null;
    }

    private static IReadOnlyList<PersonAward> Awards(Distribution distribution) =>
        [
            .. distribution.Figures.Awards.Select(a => new PersonAward(
                a.Person,
                distribution.NameOf(a.Person),
                a.Share.ToString(),
                a.Amount
            )),
        ];
}
