using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Engine.Compiled;

namespace TechTransfer.RewardCalculation.Policies.Check;

/// <summary>Checks what applies after the amounts of the clauses: caps, ranking, splits, stages, budget and process.</summary>
internal static class AfterwardsCheck
{
    public static void Check(Policy policy, PolicyFindings findings)
    {
        Limits(policy, findings);
        if (policy.Ranking is { } ranking)
            Ranking(policy, ranking, findings);
        Splits(policy.Splits, findings);
        Staging(policy.Staging, findings);
        for (var i = 0; i < policy.FundedBy.Count; i++)
        {
            findings.Share($"fundedBy[{i}].share", policy.FundedBy[i].Share);
            findings.Both($"fundedBy[{i}].payer", policy.FundedBy[i].Payer);
            findings.Article($"fundedBy[{i}]", policy.FundedBy[i].Article);
        }
        if (policy.FundedBy.Count > 0 && policy.FundedBy.Sum(f => f.Share) != 1)
            findings.Add("fundedBy", "各级分担比例之和应为1", "the shares of all levels add up to 1");
        for (var i = 0; i < policy.ExclusiveGroups.Count; i++)
        {
            if (!Names.IsId(policy.ExclusiveGroups[i]))
                findings.Add(
                    $"exclusiveGroups[{i}]",
                    "名称只能由小写字母、数字和连字符组成",
                    "a group's name is made of lower-case letters, digits and hyphens"
                );
            if (policy.ExclusiveGroups.Take(i).Contains(policy.ExclusiveGroups[i]))
                findings.Add($"exclusiveGroups[{i}]", "内容重复，请删除", "it is listed twice; remove one");
        }
        if (policy.Programme is { } programme)
        {
            if (!Names.IsId(programme.Id))
                findings.Add(
                    "programme.id",
                    "名称只能由小写字母、数字和连字符组成",
                    "an id is made of lower-case letters, digits and hyphens"
                );
            findings.Article("programme", programme.Article);
            if (programme.CapPerOrganisation is { } cap)
                findings.AboveZero("programme.capPerOrganisation", cap);
        }
        if (policy.Budget is { } budget)
        {
            findings.AboveZero("budget.perYear", budget.PerYear);
            findings.Article("budget", budget.Article);
            if (budget.RoundTo is { } unit)
                findings.AboveZero("budget.roundTo", unit);
        }
        Process(policy.Process, findings);
    }

    private static void Limits(Policy policy, PolicyFindings findings)
    {
        foreach (var (path, limit) in new[] { ("cap", policy.Cap), ("minimumPayout", policy.MinimumPayout) })
        {
            if (limit is null)
                continue;
            findings.AboveZero($"{path}.amount", limit.Amount);
            findings.Article(path, limit.Article);
        }
        if (policy.Cap?.Amount < policy.MinimumPayout?.Amount)
            findings.Add(
                "cap.amount",
                $"上限低于最低兑付额{policy.MinimumPayout!.Amount}",
                $"the cap lies below the minimum payout of {policy.MinimumPayout.Amount}"
            );
        if (policy.Programme?.CapPerOrganisation < policy.MinimumPayout?.Amount)
        {
            findings.Add(
                "programme.capPerOrganisation",
                $"上限低于最低兑付额{policy.MinimumPayout!.Amount}",
                $"the cap lies below the minimum payout of {policy.MinimumPayout.Amount}"
            );
        }
    }

    private static void Ranking(Policy policy, Ranking ranking, PolicyFindings findings)
    {
        findings.Article("ranking", ranking.Article);
        if (FactNames.SlotOf(policy, ranking.By) < 0)
            findings.Add("ranking.by", $"没有定义“{ranking.By}”", $"there is no figure '{ranking.By}'");
        if (ranking.Places.Count == 0)
            findings.Add("ranking.places", "列表为空，请填写", "the list is empty");
        for (var i = 0; i < ranking.Places.Count; i++)
        {
            var (path, place) = ($"ranking.places[{i}]", ranking.Places[i]);
            findings.Share($"{path}.share", place.Share);
            if (place.UpTo is null && i + 1 < ranking.Places.Count)
                findings.Add($"{path}.upTo", "仅最后一项可不写名次", "only the last one may hold for all that follow");
            if (place.UpTo <= (i == 0 ? 0 : ranking.Places[i - 1].UpTo))
                findings.Add($"{path}.upTo", "名次应递增", "places must rise");
            if (i > 0 && place.Share > ranking.Places[i - 1].Share)
                findings.Add($"{path}.share", "名次靠后的比例不能更高", "a later place cannot have a larger share");
        }
    }

    private static void Splits(IReadOnlyList<SplitRule> splits, PolicyFindings findings)
    {
        for (var i = 0; i < splits.Count; i++)
        {
            var (path, split) = ($"splits[{i}]", splits[i]);
            if (!Names.IsName(split.Id))
                findings.Add(
                    $"{path}.id",
                    "名称应以小写字母开头，由字母和数字组成",
                    "a name starts with a lower-case letter and is made of letters and digits"
                );
            if (splits.Take(i).Any(s => s.Id == split.Id))
                findings.Add($"{path}.id", "名称重复，请修改", "it is listed twice; remove one");
            findings.Both($"{path}.name", split.Name);
            findings.Article(path, split.Article);
            var given = new[] { ("atLeast", split.AtLeast), ("atMost", split.AtMost), ("exactly", split.Exactly) }
                .Where(s => s.Item2 is not null)
                .ToArray();
            if (given.Length != 1)
                findings.Add(
                    path,
                    "应写且只写一种比较（字段：atLeast、atMost、exactly）",
                    "a split has exactly one of atLeast, atMost, exactly"
                );
            foreach (var (name, share) in given)
                findings.Share($"{path}.{name}", share!.Value);
        }
        if (splits.Sum(s => s.AtLeast ?? s.Exactly ?? 0) > 1)
            findings.Add("splits", "各部分最低比例之和超过1", "the least shares add up to more than 1");
    }

    private static void Staging(IReadOnlyList<StageRule> stages, PolicyFindings findings)
    {
        for (var i = 0; i < stages.Count; i++)
        {
            var (path, stage) = ($"staging[{i}]", stages[i]);
            findings.Share($"{path}.share", stage.Share);
            findings.Article(path, stage.Article);
            if (stages.Take(i).Any(s => s.Stage >= stage.Stage))
                findings.Add(
                    $"{path}.stage",
                    "阶段应按申请、批准、验收、按年的先后排列且不重复",
                    "stages stand in the order application, approval, acceptance, yearly, each once"
                );
            if ((stage.Stage == Stage.Yearly) != (stage.Years is >= 1 and <= 20))
                findings.Add(
                    $"{path}.years",
                    "仅按年兑付应写年数（1至20）",
                    "only the yearly stage, and always it, has a number of years, 1 to 20"
                );
        }
        if (stages.Count > 0 && stages.Sum(s => s.Share) != 1)
            findings.Add("staging", "各阶段比例之和应为1", "the shares of all stages add up to 1");
    }

    private static void Process(Process process, PolicyFindings findings)
    {
        if (process.NoticeWorkingDays is < 5 or > 60)
            findings.Add("process.noticeWorkingDays", "公示期为5至60个工作日", "public notice lasts 5 to 60 working days");
        if (process.RequiredEvidence.Count > 0)
            findings.List("process.requiredEvidence", process.RequiredEvidence);
        if (process.ClawBack.Distinct().Count() != process.ClawBack.Count)
            findings.Add("process.clawBack", "内容重复，请删除", "a cause is listed twice; remove one");
        if (process.Application is not { } window)
            return;
        findings.Article("process.application", window.Article);
        var days = new[] { ("opensOn", window.OpensOn), ("closesOn", window.ClosesOn) };
        foreach (var (name, day) in days)
        {
            if (!ApplicationWindow.IsDay(day))
                findings.Add($"process.application.{name}", "应为“月-日”形式的日期，例如06-30", "it is no day of the form MM-DD");
        }
        if (days.All(d => ApplicationWindow.IsDay(d.Item2)) && string.CompareOrdinal(window.ClosesOn, window.OpensOn) < 0)
        {
            findings.Add("process.application.closesOn", "截止早于开始", "the call closes before it opens");
        }
    }
}
