using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>Warnings and notes for the person who approves a distribution; none of them blocks the approval.</summary>
internal static class DistributionFindings
{
    public static FindingList Of(Distribution distribution, DistributionRules rules)
    {
        var (findings, terms, figures) = (new FindingList(), distribution.Terms, distribution.Figures);
        var agreed = terms.Agreement.Where(p => p.Who == IncomePart.Team).Sum(p => p.Share);
        if (rules.FloorOf(terms.Way, terms.YearOfUse()) is { } floor && figures.PoolShare > agreed)
        {
            findings.Warning(
                FindingCodes.AgreementBelowFloor,
                "agreement",
                $"约定比例{agreed}低于最低比例{floor.Share}，已按最低比例计提，请核对赋权协议。",
                $"The agreed share of {agreed} is below the minimum of {floor.Share}, so the minimum was applied. Check the grant "
                    + "agreement.",
                floor.Citation
            );
        }
        foreach (var reference in rules.Floors.Where(f => f.Way == terms.Way && !f.Binding && f.Share > agreed))
        {
            findings.Warning(
                FindingCodes.AgreementBelowFloor,
                "agreement",
                $"约定比例{agreed}低于参考比例{reference.Share}（条文待核实），请核对。",
                $"The agreed share of {agreed} is below the reference share of {reference.Share} (text not verified). Check it.",
                reference.Citation
            );
        }
        if (rules.Floors.FirstOrDefault(f => f.Way == terms.Way && f.MostYears < terms.YearOfUse()) is { } over)
        {
            findings.Warning(
                FindingCodes.YearsOfUseOver,
                "productionStartedOn",
                $"投产已超过{over.MostYears}年，规则未要求继续提取，请确认是否仍按约定提取。",
                $"Production started more than {over.MostYears} years ago, and the rules no longer require a share. Confirm that "
                    + "the agreement still provides for it.",
                over.Citation
            );
        }
        if (distribution.Source.ContractNumber is null && terms.Way != ConversionWay.OwnUse)
        {
            findings.Warning(
                FindingCodes.ContractNotRegistered,
                "sourceContract",
                "没有已登记的技术合同，公示中无法载明合同登记信息；已签订合同的，请先申请认定登记。",
                "There is no registered technology contract, so the notice cannot show its registration. If one was signed, "
                    + "apply for its registration first.",
                rules.Conditions.First(c => c.Code == "contractIsRegistered").Citation
            );
        }
        foreach (var leader in distribution.Leaders)
        {
            var rule = rules.Leader(leader.Rank)!;
            if (rule.SharesAllowed || terms.Way != ConversionWay.CapitalContribution)
                findings.Info(
                    FindingCodes.LeaderIsPublished,
                    "leaders",
                    $"团队成员（编号{leader.Person}）为{rule.Name.Zh}，公示中须注明其职务。",
                    $"Team member {leader.Person} holds a leading post ({rule.Name.En}). The public notice must state that person's post.",
                    rule.Citation
                );
            else
                findings.Warning(
                    FindingCodes.LeaderTakesShares,
                    "leaders",
                    $"团队成员（编号{leader.Person}）为{rule.Name.Zh}，原则上不获取股权激励，请核对。",
                    $"Team member {leader.Person} holds a leading post ({rule.Name.En}) and in principle does not receive equity "
                        + "incentives. Check this.",
                    rule.Citation
                );
        }
        var main = distribution.Evidence.MainContributors;
        if (
            main.Count > 0
            && figures.Awards.Where(a => main.Contains(a.Person)).Sum(a => a.Share) is var sum
            && sum < rules.MainContributors.Share
        )
        {
            findings.Warning(
                FindingCodes.MainContributorsBelowHalf,
                "mainContributors",
                $"主要贡献人员的份额合计{sum}，低于参考比例{rules.MainContributors.Share}，请核对。",
                $"The main contributors together receive {sum}, below the reference share of {rules.MainContributors.Share}. Check this.",
                rules.MainContributors.Citation
            );
        }
        return findings;
    }
}
