using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

internal static class IncomeGiven
{
    private const int MaxDeductions = 50;
    private static readonly Yuan Largest = Yuan.Of(1_000_000_000_000m);

    /// <summary>
    /// Team shares are those of the day of the income. For own use, an entered share of the operating profit replaces the agreement of the
    /// grant.
    /// </summary>
    public static IncomeTerms Terms(Achievement state, Grant grant, EnterIncomeBody body) =>
        new()
        {
            Way = body.Way,
            IncomeOn = body.IncomeOn,
            Income = body.Income,
            Deductions = body.Deductions,
            Agreement = body is { Way: ConversionWay.OwnUse, AgreedShare: { } own }
                ? [new(IncomePart.Team, own), new(IncomePart.Unit, Share.One - own)]
                : GrantIncome.Agreement(grant),
            Team = GrantIncome.Team(state, body.IncomeOn),
            EquityShare = body.EquityShare,
            ProductionStartedOn = body.ProductionStartedOn,
        };

    public static void Check(FindingList findings, EnterIncomeBody body, Achievement state, DistributionBook book, DateOnly today)
    {
        findings.PastDay(body.IncomeOn, "incomeOn", today);
        if (body.IncomeOn < book.FirstDay)
            findings.Error(
                FindingCodes.IncomeBeforeRules,
                "incomeOn",
                $"收入日期早于{book.FirstDay:yyyy年M月d日}，系统没有当时适用的奖酬金规则，请核对收入日期。",
                $"The date of the income is before {book.FirstDay:yyyy-MM-dd}, and the system has no award rules for that time. "
                    + "Check the date."
            );
        Amount(findings, body.Income, "income");
        findings.Text(body.SourceContract, "sourceContract", 60, optional: true);
        findings.Text(body.Reference, "reference", 100, optional: true);
        if (body.IncomeOn >= book.FirstDay)
            Deductions(findings, body, book.InForceOn(body.IncomeOn));
        Way(findings, body);
        Leaders(findings, body.Leaders, state.TeamOn(body.IncomeOn), body, book);
    }

    public static void Amount(FindingList findings, Yuan amount, string path)
    {
        if (amount <= Yuan.Zero || amount > Largest)
            findings.Error(
                FindingCodes.FigureOutOfRange,
                path,
                "金额应大于0且不超过一万亿元，请核对。",
                "The amount must be above 0 and at most one trillion yuan. Check it."
            );
    }

    private static void Deductions(FindingList findings, EnterIncomeBody body, DistributionRules rules)
    {
        var lines = body.Deductions;
        if (lines.Count > MaxDeductions)
            findings.Error(
                FindingCodes.TooManyItems,
                "deductions",
                $"扣除项最多{MaxDeductions}项，请合并同类扣除项。",
                $"There can be at most {MaxDeductions} deductions. Combine deductions of the same kind."
            );
        if (lines.Count > 0 && body.Way != ConversionWay.TransferOrLicence)
            findings.Error(
                FindingCodes.DeductionsNotForeseen,
                "deductions",
                "作价投资和自行实施不按净收入计提，不列扣除项，请删除。",
                "Awards for capital contributions and own use are not based on net income, so they have no deductions. Remove them."
            );
        var kinds = Text.Join(rules.Deductions.Where(d => d.Deductible).Select(d => d.Name));
        foreach (var (line, i) in lines.Take(MaxDeductions).Select((l, i) => (l, i)))
        {
            var path = $"deductions[{i}]";
            findings.Text(line.Note, $"{path}.note", optional: true);
            Amount(findings, line.Amount, $"{path}.amount");
            if (rules.Deduction(line.Kind) is not { } kind)
                findings.Error(
                    FindingCodes.UnknownCode,
                    $"{path}.kind",
                    $"第{i + 1}项扣除的类别“{line.Kind}”不存在，请选择：{kinds.Zh}。",
                    $"Deduction {i + 1} has the unknown kind '{line.Kind}'. Choose one of: {kinds.En}."
                );
            else if (!kind.Deductible)
                findings.Error(
                    FindingCodes.NotDeductible,
                    $"{path}.kind",
                    $"“{kind.Name.Zh}”通常不从收入中扣除，请删除第{i + 1}项扣除。",
                    $"'{kind.Name.En}' is normally not deducted from income. Remove deduction {i + 1}.",
                    kind.Citation
                );
        }
        var amounts = lines.Take(MaxDeductions).Select(l => l.Amount).Where(a => a > Yuan.Zero && a <= Largest).Sum();
        if (body.Income > Yuan.Zero && amounts > body.Income)
            findings.Error(
                FindingCodes.DeductionsExceedIncome,
                "deductions",
                $"扣除项合计{amounts}元，超过收入{body.Income}元，请核对各项金额。",
                $"The deductions of {amounts} yuan exceed the income of {body.Income} yuan. Check the amounts."
            );
    }

    private static void Way(FindingList findings, EnterIncomeBody body)
    {
        var (equity, use) = (body.Way == ConversionWay.CapitalContribution, body.Way == ConversionWay.OwnUse);
        if (equity && body.EquityShare is not { IsZero: false })
            findings.Error(
                FindingCodes.EquityShareMissing,
                "equityShare",
                "没有填写所占股权比例；属于作价投资的，请填写。",
                "The share in the company is missing. Enter it for a capital contribution."
            );
        if (!equity && body.EquityShare is not null)
            findings.Error(
                FindingCodes.EquityShareNotForeseen,
                "equityShare",
                "该项收入不属于作价投资，请不填写股权比例。",
                "Only a capital contribution has a share in a company. Leave it out."
            );
        if (use && body.ProductionStartedOn is null)
            findings.Error(
                FindingCodes.ProductionDayMissing,
                "productionStartedOn",
                "没有填写投产日；属于自行或者合作实施的，请填写。",
                "The date on which production started is missing. Enter it for own or joint use."
            );
        if (!use && body.ProductionStartedOn is not null)
            findings.Error(
                FindingCodes.ProductionDayNotForeseen,
                "productionStartedOn",
                "该项收入不属于自行或者合作实施，请不填写投产日。",
                "Only income from own or joint use has a production start date. Leave it out."
            );
        if (body.ProductionStartedOn > body.IncomeOn)
            findings.Error(
                FindingCodes.DatesOrder,
                "productionStartedOn",
                "投产日晚于收入日期，请核对两个日期。",
                "The production start date is after the date of the income. Check both dates."
            );
        if (use && body.AgreedShare is null)
            findings.Error(
                FindingCodes.AgreedShareMissing,
                "agreedShare",
                "没有填写约定的营业利润提取比例；属于自行或者合作实施的，请填写。",
                "The agreed share of operating profit is missing. Enter it for own or joint use."
            );
        if (!use && body.AgreedShare is not null)
            findings.Error(
                FindingCodes.AgreedShareNotForeseen,
                "agreedShare",
                "该项收入按赋权协议约定的比例分配，请不填写比例。",
                "This income is shared as agreed in the grant agreement. Leave the share out."
            );
    }

    private static void Leaders(FindingList findings, IReadOnlyList<Leader> leaders, Team team, EnterIncomeBody body, DistributionBook book)
    {
        foreach (var (leader, i) in leaders.Take(team.Members.Count + 1).Select((l, i) => (l, i)))
        {
            var path = $"leaders[{i}]";
            if (team.Find(leader.Person) is null)
                findings.Error(
                    FindingCodes.PersonUnknown,
                    $"{path}.person",
                    $"收入取得之日的团队中没有编号“{leader.Person}”的成员，请核对。",
                    $"On the date of the income the team had no member with the number '{leader.Person}'. Check it."
                );
            if (leaders.Take(i).Any(l => l.Person == leader.Person))
                findings.Error(
                    FindingCodes.PersonRepeated,
                    $"{path}.person",
                    $"所列第{i + 1}名领导人员与前面所列的重复，请删除。",
                    $"Leader {i + 1} repeats an earlier one. Remove the entry."
                );
            if (body.IncomeOn < book.FirstDay)
                continue;
            var rules = book.InForceOn(body.IncomeOn);
            if (rules.Leader(leader.Rank) is not { } rule)
                findings.Error(
                    FindingCodes.UnknownCode,
                    $"{path}.rank",
                    $"没有“{leader.Rank}”这一领导职务类别，请选择：{Text.Join(rules.Leaders.Select(l => l.Name)).Zh}。",
                    $"There is no leadership rank '{leader.Rank}'. Choose one of: {Text.Join(rules.Leaders.Select(l => l.Name)).En}."
                );
            else if (!rule.SharesAllowed && body.Way == ConversionWay.CapitalContribution)
                findings.Warning(
                    FindingCodes.LeaderTakesShares,
                    $"{path}.rank",
                    $"所列第{i + 1}名领导人员为{rule.Name.Zh}，原则上不获取股权激励，请核对。",
                    $"Leader {i + 1} ({rule.Name.En}) in principle does not receive equity incentives. Check this.",
                    rule.Citation
                );
        }
        if (leaders.Count > team.Members.Count)
            findings.Error(
                FindingCodes.TooManyItems,
                "leaders",
                "所列领导人员多于团队人数，请核对。",
                "More leaders are listed than the team has members. Check the list."
            );
    }
}
