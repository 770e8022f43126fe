using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>What other apps, and the organisation's inbox, are told of a distribution.</summary>
internal static class DistributionMessages
{
    public static IEnumerable<object> Of(Achievement state, object happened)
    {
        if (Paper(state, happened) is { } paper) yield return paper;
        if (Notice(state, happened) is { } notice) yield return notice;
        // The money that came in on the contract, perhaps long before, follows the link.
        if (happened is ConversionFollowed { First: true, Conversion: { Status: ConversionStatus.Standing } c }) yield return new ConversionLinked(state.Id, c.ContractId, c.GrantId);
    }

    private static object? Paper(Achievement state, object happened) => happened switch
    {
        DistributionPublished { Notice: var notice } published =>
            new DistributionNoticeOpened { Distribution = Standing(state, Find(state, published.DistributionId)), From = notice.From, Until = notice.Until },
        DistributionWasApproved { DistributionId: var id } when Find(state, id) is var d =>
            new DistributionApproved { Distribution = Standing(state, d), ApprovedOn = d.Approved!.At.ChinaDate(), PayUntil = d.PayUntil },
        DistributionWasClawedBack { ClawBack: var back } fallen =>
            new DistributionClawedBack { Distribution = Standing(state, Find(state, fallen.DistributionId)), On = back.On, Reason = IncomeChanges.Reason(back.Because) },
        _ => null,
    };

    private static DistributionStanding Standing(Achievement state, Distribution distribution) => new()
    {
        DistributionId = distribution.Id,
        Edition = distribution.Edition,
        GrantId = distribution.GrantId,
        AchievementName = state.Name,
        Payer = state.Keeper().ToMessage(),
        ContractNumber = distribution.Source.ContractNumber,
        IncomeOn = distribution.Terms.IncomeOn,
        Income = distribution.Figures.Income,
        NetIncome = distribution.Figures.NetIncome,
        Pool = distribution.Figures.Pool,
        Awards = Awards(state, distribution),
    };

    private static CaseNotice? Notice(Achievement state, object happened)
    {
        var name = $"“{state.Name}”";
        (string Type, string Id, Text Text)? notice = happened switch
        {
            IncomeEntered { Distribution: { Source.ReceiptId: not null } d } => ("distributionProposed", d.Id, new(
                $"{name}到账 {d.Terms.Income} 元，已按协议拟出分配草案，奖酬金 {d.Figures.Pool} 元，请核对扣除项后公示。",
                $"{d.Terms.Income} yuan came in for '{state.Name}': a draft gives the team {d.Figures.Pool}. Check the deductions and publish it.")),
            IncomeChanged { DistributionId: var id } => ("distributionChanged", id, new($"{name}的收入有变动，分配草案已重新测算。", $"Income of '{state.Name}' changed: the draft was worked out anew.")),
            DistributionObjected { DistributionId: var id } => ("distributionObjection", id, new($"{name}的分配方案收到异议，待处理。", $"An objection to a distribution of '{state.Name}' is to be settled.")),
            DistributionWasApproved { DistributionId: var id, Figures: var figures } => ("distributionApproved", id, new($"{name}的分配方案已批准，奖酬金 {figures.Pool} 元待发放。", $"A distribution of '{state.Name}' was approved: {figures.Pool} yuan is to be paid.")),
            DistributionWasClawedBack { DistributionId: var id, ClawBack: var back, Figures: var figures } => ("distributionClawedBack", id, new(
                $"{name}的奖酬金由 {back.PoolBefore} 元调整为 {figures.Pool} 元：{IncomeChanges.Reason(back.Because).Zh}。",
                $"The pool of a distribution of '{state.Name}' goes from {back.PoolBefore} to {figures.Pool}: {IncomeChanges.Reason(back.Because).En}.")),
            _ => null,
        };
        return notice is { } told ? new(state.Id, told.Type, [state.Organisation], told.Text, $"/api/distributions/{told.Id}") : null;
    }

    private static IReadOnlyList<PersonAward> Awards(Achievement state, Distribution distribution) =>
        [.. distribution.Figures.Awards.Select(a => new PersonAward(a.Person, state.TeamOn(distribution.Terms.IncomeOn).Find(a.Person)?.Name, a.Share.ToString(), a.Amount))];

    private static Distribution Find(Achievement state, string id) => state.Distributions.First(d => d.Id == id);
}
