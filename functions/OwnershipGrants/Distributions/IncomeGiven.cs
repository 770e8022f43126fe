using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>The checks on an income, and the terms that follow from it with the achievement as it stands.</summary>
internal static class IncomeGiven
{
    private const int MostDeductions = 50;
    private static readonly Yuan Largest = Yuan.Of(1_000_000_000_000m);

    /// <summary>The terms of an income under a grant: the agreement and the team's shares of its day.</summary>
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
                $"收入日早于{book.FirstDay:yyyy年M月d日}，当时尚无可适用的奖酬金规则。",
                $"The income lies before {book.FirstDay:yyyy-MM-dd}: no rules on awards are known for that time."
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
                "金额应大于0且不超过一万亿元。",
                "An amount is above 0 and at most a trillion yuan."
            );
    }

    private static void Deductions(FindingList findings, EnterIncomeBody body, DistributionRules rules)
    {
        var lines = body.Deductions;
        if (lines.Count > MostDeductions)
            findings.Error(
                FindingCodes.TooManyItems,
                "deductions",
                $"最多{MostDeductions}项扣除。",
                $"At most {MostDeductions} deductions."
            );
        if (lines.Count > 0 && body.Way != ConversionWay.TransferOrLicence)
            findings.Error(
                FindingCodes.DeductionsNotForeseen,
                "deductions",
                "作价投资和自行实施的计提基数不是净收入，不列扣除项。",
                "Only net income has deductions: a capital contribution and own use have another base."
            );
        foreach (var (line, i) in lines.Take(MostDeductions).Select((l, i) => (l, i)))
        {
            var path = $"deductions[{i}]";
            findings.Text(line.Note, $"{path}.note", optional: true);
            Amount(findings, line.Amount, $"{path}.amount");
            if (rules.Deduction(line.Kind) is not { } kind)
                findings.Error(
                    FindingCodes.UnknownCode,
                    $"{path}.kind",
                    $"没有“{line.Kind}”这种扣除项。",
                    $"There is no kind of deduction '{line.Kind}'."
                );
            else if (!kind.Deductible)
                findings.Error(
                    FindingCodes.NotDeductible,
                    $"{path}.kind",
                    $"“{kind.Name.Zh}”不得从收入中扣除。",
                    $"{kind.Name.En}: not deducted from income.",
                    kind.Citation
                );
        }
        var amounts = lines.Take(MostDeductions).Select(l => l.Amount).Where(a => a > Yuan.Zero && a <= Largest).Sum();
        if (body.Income > Yuan.Zero && amounts > body.Income)
            findings.Error(
                FindingCodes.DeductionsExceedIncome,
                "deductions",
                $"扣除项合计{amounts}元，超过收入{body.Income}元。",
                $"The deductions of {amounts} yuan exceed the income of {body.Income}."
            );
    }

    private static void Way(FindingList findings, EnterIncomeBody body)
    {
        var (equity, use) = (body.Way == ConversionWay.CapitalContribution, body.Way == ConversionWay.OwnUse);
        if (equity && body.EquityShare is not { IsZero: false })
            findings.Error(
                FindingCodes.EquityShareMissing,
                "equityShare",
                "作价投资须填写所占股权比例。",
                "A capital contribution states the part of the company."
            );
        if (!equity && body.EquityShare is not null)
            findings.Error(
                FindingCodes.EquityShareNotForeseen,
                "equityShare",
                "只有作价投资才填写股权比例。",
                "Only a capital contribution has a part of a company."
            );
        if (use && body.ProductionStartedOn is null)
            findings.Error(
                FindingCodes.ProductionDayMissing,
                "productionStartedOn",
                "自行或合作实施须填写投产日。",
                "Own use states the day on which production started."
            );
        if (!use && body.ProductionStartedOn is not null)
            findings.Error(
                FindingCodes.ProductionDayNotForeseen,
                "productionStartedOn",
                "只有自行或合作实施才填写投产日。",
                "Only own use has a day of production."
            );
        if (body.ProductionStartedOn > body.IncomeOn)
            findings.Error(FindingCodes.DatesOrder, "productionStartedOn", "投产日不能晚于收入日。", "Production starts before it earns.");
        if (use && body.AgreedShare is null)
            findings.Error(
                FindingCodes.AgreedShareMissing,
                "agreedShare",
                "自行或合作实施须填写约定的营业利润提取比例。",
                "Own use states the agreed share of operating profit."
            );
        if (!use && body.AgreedShare is not null)
            findings.Error(
                FindingCodes.AgreedShareNotForeseen,
                "agreedShare",
                "该项收入按赋权协议的比例分配，不另填比例。",
                "This income is shared by the grant's agreement: no other share is given."
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
                    $"收入取得之日的团队中没有“{leader.Person}”。",
                    $"The team of the income's day has no '{leader.Person}'."
                );
            if (leaders.Take(i).Any(l => l.Person == leader.Person))
                findings.Error(FindingCodes.PersonRepeated, $"{path}.person", "同一人只列一次。", "A person stands once.");
            if (body.IncomeOn < book.FirstDay)
                continue;
            if (book.InForceOn(body.IncomeOn).Leader(leader.Rank) is not { } rule)
                findings.Error(
                    FindingCodes.UnknownCode,
                    $"{path}.rank",
                    $"没有“{leader.Rank}”这种领导职务类别。",
                    $"There is no rank '{leader.Rank}'."
                );
            else if (!rule.SharesAllowed && body.Way == ConversionWay.CapitalContribution)
                findings.Warning(
                    FindingCodes.LeaderTakesShares,
                    $"{path}.rank",
                    $"{rule.Name.Zh}原则上不获取股权激励，请核对。",
                    $"As a rule the {rule.Name.En} takes no shares: check this.",
                    rule.Citation
                );
        }
        if (leaders.Count > team.Members.Count)
            findings.Error(
                FindingCodes.TooManyItems,
                "leaders",
                "领导人员不能多于团队人数。",
                "There are more leaders than persons in the team."
            );
    }
}
