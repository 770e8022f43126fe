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
            findings.Add("fundedBy", "各级分担比例之和应为1，请核对各级比例。", "The shares of all levels must add up to 1. Check them.");
        for (var i = 0; i < policy.ExclusiveGroups.Count; i++)
        {
            if (!Names.IsId(policy.ExclusiveGroups[i]))
                findings.Add(
                    $"exclusiveGroups[{i}]",
                    "互斥组的编号只能由小写字母、数字和连字符组成，请修改。",
                    "The ID of an exclusive group must consist of lower-case letters, digits and hyphens. Change it."
                );
            if (policy.ExclusiveGroups.Take(i).Contains(policy.ExclusiveGroups[i]))
                findings.Add(
                    $"exclusiveGroups[{i}]",
                    "该互斥组重复列出，请删除其中一项。",
                    "The exclusive group is listed twice. Remove one."
                );
        }
        if (policy.Programme is { } programme)
        {
            if (!Names.IsId(programme.Id))
                findings.Add(
                    "programme.id",
                    "奖励计划的编号只能由小写字母、数字和连字符组成，请修改。",
                    "The ID of a programme must consist of lower-case letters, digits and hyphens. Change it."
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
        if (policy.Process.LateRefunds == LateRefunds.CarryForward && !policy.Figures.Any(CarriesRefunds))
            findings.Add(
                "process.lateRefunds",
                "没有年度到账（支付）数值，退款无从结转，请改为追回。",
                "No figure is money of the year, so nothing can be carried forward. Recover refunds instead."
            );
        if (policy.Process.LateRefunds == LateRefunds.CarryForward && policy.Clauses.Any(c => ClauseCheck.HasContracts(c.Amount)))
            findings.Add(
                "process.lateRefunds",
                "逐份合同计算的金额不能结转退款，请改为追回。",
                "An amount worked out for each contract cannot carry refunds forward. Recover them instead."
            );
    }

    private static bool CarriesRefunds(Figure figure) =>
        figure is ContractsFigure { Measure: Measure.Paid or Measure.PaidTechnical, Window: Window.Year };

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
                $"每个单位全年上限低于最低兑付额{policy.MinimumPayout!.Amount}元，请核对两项金额。",
                $"The cap per organisation is below the minimum payout of {policy.MinimumPayout.Amount} yuan. Check both amounts."
            );
        if (policy.Programme?.CapPerOrganisation < policy.MinimumPayout?.Amount)
        {
            findings.Add(
                "programme.capPerOrganisation",
                $"同一奖励计划每个单位全年上限低于最低兑付额{policy.MinimumPayout!.Amount}元，请核对两项金额。",
                $"The programme's cap per organisation is below the minimum payout of {policy.MinimumPayout.Amount} yuan. Check "
                    + "both amounts."
            );
        }
    }

    private static void Ranking(Policy policy, Ranking ranking, PolicyFindings findings)
    {
        findings.Article("ranking", ranking.Article);
        if (FactNames.SlotOf(policy, ranking.By) < 0)
            findings.Add(
                "ranking.by",
                $"排名所依据的指标“{ranking.By}”没有定义，请核对名称。",
                $"The ranking uses the figure '{ranking.By}', which is not defined. Check the name."
            );
        if (ranking.Places.Count == 0)
            findings.Add("ranking.places", "没有填写各名次的比例，请填写。", "The shares of the ranks are missing. Enter them.");
        for (var i = 0; i < ranking.Places.Count; i++)
        {
            var (path, place) = ($"ranking.places[{i}]", ranking.Places[i]);
            findings.Share($"{path}.share", place.Share);
            if (place.UpTo is null && i + 1 < ranking.Places.Count)
                findings.Add(
                    $"{path}.upTo",
                    "只有最后一项可以不写截止名次，请补填。",
                    "Only the last entry may leave out its last rank. Enter the rank."
                );
            if (place.UpTo <= (i == 0 ? 0 : ranking.Places[i - 1].UpTo))
                findings.Add(
                    $"{path}.upTo",
                    "各项的截止名次应依次增大，请调整顺序。",
                    "The last ranks of the entries must increase. Change their order."
                );
            if (i > 0 && place.Share > ranking.Places[i - 1].Share)
                findings.Add(
                    $"{path}.share",
                    "名次靠后的比例不能高于名次靠前的，请核对。",
                    "A lower rank cannot have a larger share than a higher one. Check the shares."
                );
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
                    "分配项的编号应以小写字母开头，由字母和数字组成，请修改。",
                    "The ID of a split must start with a lower-case letter and consist of letters and digits. Change it."
                );
            if (splits.Take(i).Any(s => s.Id == split.Id))
                findings.Add($"{path}.id", "分配项的编号重复，请修改。", "The ID of the split is used twice. Change one.");
            findings.Both($"{path}.name", split.Name);
            findings.Article(path, split.Article);
            var given = new[] { ("atLeast", split.AtLeast), ("atMost", split.AtMost), ("exactly", split.Exactly) }
                .Where(s => s.Item2 is not null)
                .ToArray();
            if (given.Length != 1)
                findings.Add(
                    path,
                    "每个分配项应填写且只填写最低比例、最高比例、固定比例中的一项，请核对（字段：atLeast、atMost、exactly）。",
                    "A split must have exactly one of a minimum, a maximum and a fixed share. Check it (fields: atLeast, atMost, exactly)."
                );
            foreach (var (name, share) in given)
                findings.Share($"{path}.{name}", share!.Value);
        }
        if (splits.Sum(s => s.AtLeast ?? s.Exactly ?? 0) > 1)
            findings.Add(
                "splits",
                "各分配项的最低比例和固定比例之和超过1，请核对。",
                "The minimum and fixed shares of the splits add up to more than 1. Check them."
            );
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
                    "兑付阶段应按申请、批准、验收、按年的先后排列，且不重复，请调整。",
                    "The stages must be in the order application, approval, acceptance, yearly, each at most once. Change their order."
                );
            if ((stage.Stage == Stage.Yearly) != (stage.Years is >= 1 and <= 20))
                findings.Add(
                    $"{path}.years",
                    "按年兑付的阶段须填写年数（1至20），其他阶段不填写，请核对。",
                    "The yearly stage needs a number of years, 1 to 20; other stages have none. Check it."
                );
        }
        if (stages.Count > 0 && stages.Sum(s => s.Share) != 1)
            findings.Add("staging", "各兑付阶段的比例之和应为1，请核对。", "The shares of all stages must add up to 1. Check them.");
    }

    private static void Process(Process process, PolicyFindings findings)
    {
        if (process.NoticeWorkingDays is < 5 or > 60)
            findings.Add(
                "process.noticeWorkingDays",
                "公示期应为5至60个工作日，请核对。",
                "The public notice must last 5 to 60 working days. Check it."
            );
        if (process.RequiredEvidence.Count > 0)
            findings.List("process.requiredEvidence", process.RequiredEvidence);
        if (process.ClawBack.Distinct().Count() != process.ClawBack.Count)
            findings.Add("process.clawBack", "追回情形重复列出，请删除其中一项。", "A cause of claw-back is listed twice. Remove one.");
        if (process.Remedy is { } remedy)
            findings.Both("process.remedy", remedy);
        if (process.Application is not { } window)
            return;
        findings.Article("process.application", window.Article);
        var days = new[] { ("opensOn", window.OpensOn), ("closesOn", window.ClosesOn) };
        foreach (var (name, day) in days)
        {
            if (!ApplicationWindow.IsDay(day))
                findings.Add(
                    $"process.application.{name}",
                    "申报起止日期应按“月-日”填写，例如06-30。",
                    "The first and last day for applications must be written as month and day, such as 06-30."
                );
        }
        if (days.All(d => ApplicationWindow.IsDay(d.Item2)) && string.CompareOrdinal(window.ClosesOn, window.OpensOn) < 0)
        {
            findings.Add(
                "process.application.closesOn",
                "申报截止日期早于开始日期，请核对。",
                "The call closes before it opens. Check both days."
            );
        }
    }
}
