using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>The checks on the terms of a grant, each with the instrument behind it: at the application, and again when title is cleared and
/// when it is decided.</summary>
internal static class TermsChecks
{
    private const int MostParts = 20;
    private const int MostTakers = 20;
    private const int MostMilestones = 50;
    private const int LongestTerm = 50;

    public static void Check(FindingList findings, Achievement state, string? grantId, GrantTerms terms, GrantRules rules, DateOnly today)
    {
        Type(findings, state, terms, rules);
        Parts(findings, terms.IncomeShares, "incomeShares");
        Parts(findings, terms.CostShares, "costShares");
        if (terms.IncomeShares.Count > 0 && terms.TeamPart().IsZero)
            findings.Error(
                FindingCodes.TeamPartMissing,
                "incomeShares",
                "收益分配中应有团队的份额。",
                "The team has a part of the income.",
                rules.MinimumUse.Citation
            );
        if (terms.Type == GrantType.AgreedIncome && terms.IncomeShares.All(s => s.Holder != ShareHolder.Unit))
            findings.Error(
                FindingCodes.UnitPartMissing,
                "incomeShares",
                "权益约定须写明单位分享未来收益的份额。",
                "Agreed income names the organisation's part of future income."
            );
        findings.Text(terms.Plan, "plan", 2000);
        findings.Hash(terms.PlanSha256, "planSha256", optional: true);
        Milestones(findings, terms);
        if (terms.Fee is { } fee && fee <= Yuan.Zero)
            findings.Error(
                FindingCodes.AmountNotPositive,
                "fee",
                "费用应大于0；不收取则留空。",
                "A fee is above 0: leave it out if none is taken."
            );
        if (terms.StartsOn < today.AddYears(-1))
            findings.Error(FindingCodes.DayTooEarly, "startsOn", "起始日不能早于一年以前。", "It does not begin more than a year ago.");
        if (state.Secrecy == Secrecy.StateSecret)
            findings.Error(
                FindingCodes.StateSecret,
                "",
                "成果涉及国家秘密且未解密，不得赋权。",
                "The achievement holds a state secret that was not cleared: it is not granted.",
                rules.NegativeList.FirstOrDefault(i => i.Code == "stateSecret")?.Citation
            );
        Team(findings, state, terms, today);
        Takers(findings, state, terms, rules);
        if (!findings.Any(f => f.Severity == Severity.Error))
            RightsConflict.Check(findings, state, grantId, terms, terms.StartsOn ?? today, LastDay(terms, today), "");
    }

    private static void Milestones(FindingList findings, GrantTerms terms)
    {
        if (terms.Milestones.Count > MostMilestones)
            findings.Error(
                FindingCodes.TooManyItems,
                "milestones",
                $"最多{MostMilestones}个节点。",
                $"At most {MostMilestones} milestones."
            );
        foreach (var (milestone, i) in terms.Milestones.Take(MostMilestones).Select((m, i) => (m, i)))
        {
            findings.Text(milestone.Name, $"milestones[{i}].name", 100);
            if (milestone.On < terms.StartsOn)
                findings.Error(
                    FindingCodes.DatesOrder,
                    $"milestones[{i}].on",
                    "节点日期不能早于起始日。",
                    "A milestone does not lie before the first day."
                );
        }
    }

    private static void Type(FindingList findings, Achievement state, GrantTerms terms, GrantRules rules)
    {
        var whole = state.Keeper().Share;
        var preset = rules.Preset(terms.Preset);
        if (terms.Preset is not null && preset is null)
            findings.Error(
                FindingCodes.UnknownCode,
                "preset",
                $"规则集{rules.Id}没有“{terms.Preset}”这一方案。",
                $"The rule set {rules.Id} has no preset '{terms.Preset}'."
            );
        if (preset is not null && preset.Type != terms.Type)
            findings.Error(FindingCodes.PresetOfOtherType, "preset", "所选方案与赋权方式不符。", "The preset is one of another type.");
        if (preset is { NeedsFee: true } && terms.Fee is null)
            findings.Error(
                FindingCodes.FeeMissing,
                "fee",
                "权益让渡须约定资源使用费。",
                "A rights transfer names its fee.",
                preset.Citation
            );
        switch (terms.Type)
        {
            case GrantType.OwnershipShare:
                if (terms.Share is not { IsZero: false } share)
                    findings.Error(
                        FindingCodes.ShareMissing,
                        "share",
                        "请填写赋予的所有权份额。",
                        "Say which share of the ownership is given.",
                        Instruments.Pilot
                    );
                else if (share >= whole)
                    findings.Error(
                        FindingCodes.ShareIsWhole,
                        "share",
                        $"份额应小于单位所持的{whole}；全部赋予请选择fullOwnership。",
                        $"The share is below the {whole} that the organisation holds: for all of it choose fullOwnership.",
                        Instruments.Pilot
                    );
                break;
            case GrantType.FullOwnership:
                if (terms.Share != whole)
                    findings.Error(
                        FindingCodes.ShareNotWhole,
                        "share",
                        $"赋予全部所有权时份额为单位所持的{whole}，可留空。",
                        $"The whole ownership is the {whole} that the organisation holds: leave the share out."
                    );
                break;
            case GrantType.LongTermUse:
                if (terms.Share is not null)
                    findings.Error(
                        FindingCodes.ShareOfUse,
                        "share",
                        "使用权没有所有权份额，请留空。",
                        "A use right has no share of the ownership: leave it out."
                    );
                if (terms.TermYears is null)
                    findings.Error(FindingCodes.TermMissing, "termYears", "请填写使用年限。", "Say how many years it lasts.");
                else if (terms.TermYears + (terms.RenewalYears ?? 0) < rules.MinimumUse.Years)
                {
                    findings.Error(
                        FindingCodes.TermTooShort,
                        "termYears",
                        $"长期使用权合计不少于{rules.MinimumUse.Years}年，现为{terms.TermYears + (terms.RenewalYears ?? 0)}年。",
                        $"Long-term use lasts at least {rules.MinimumUse.Years} years in all; this is {terms.TermYears + (terms.RenewalYears ?? 0)}.",
                        rules.MinimumUse.Citation
                    );
                }
                break;
            case GrantType.AgreedIncome:
                if (terms.Share is { } agreed && (agreed.IsZero || agreed > whole))
                    findings.Error(
                        FindingCodes.ShareExceeded,
                        "share",
                        $"份额应大于0且不超过单位所持的{whole}。",
                        $"The share is above 0 and not above the {whole} that the organisation holds."
                    );
                break;
            default:
                throw new InvalidOperationException($"{terms.Type} is no type.");
        }
        Years(findings, terms.TermYears, "termYears", terms.Type is GrantType.OwnershipShare or GrantType.FullOwnership);
        Years(findings, terms.RenewalYears, "renewalYears", terms.Type != GrantType.LongTermUse, least: 0);
        if (terms.Exclusive && terms.Type != GrantType.LongTermUse)
            findings.Error(FindingCodes.ExclusiveOwnership, "exclusive", "只有使用权可以独占。", "Only a use right is exclusive.");
    }

    private static void Years(FindingList findings, int? years, string path, bool unfit, int least = 1)
    {
        if (years is null)
            return;
        if (unfit)
            findings.Error(FindingCodes.TermOfOwnership, path, "该类型没有年限，请留空。", "This type has no term: leave it out.");
        else if (years < least || years > LongestTerm)
            findings.Error(FindingCodes.TermOutOfRange, path, $"应为{least}至{LongestTerm}年。", $"It is {least} to {LongestTerm} years.");
    }

    private static void Parts(FindingList findings, IReadOnlyList<AgreedPart> parts, string path)
    {
        if (parts.Count is 0 or > MostParts)
        {
            findings.Error(FindingCodes.PartsCount, path, $"列出1至{MostParts}项。", $"Name 1 to {MostParts} parts.", Instruments.Pilot);
            return;
        }
        foreach (var (part, i) in parts.Select((p, i) => (p, i)))
        {
            if (part.Share.IsZero)
                findings.Error(FindingCodes.ShareZero, $"{path}[{i}].share", "份额应大于0。", "A share is above 0.");
            findings.Text(part.Name, $"{path}[{i}].name", optional: true);
            if (parts.Take(i).Any(p => p.Holder == part.Holder && p.Name == part.Name))
                findings.Error(FindingCodes.HolderRepeated, $"{path}[{i}].holder", "同一方只列一次。", "A holder stands once.");
        }
        if (parts.Sum(p => p.Share) is var sum && sum != Share.One)
            findings.Error(
                FindingCodes.SharesNotWhole,
                path,
                $"合计为{sum}，应为100%。",
                $"They add up to {sum}, not to 100%.",
                Instruments.Pilot
            );
    }

    private static void Team(FindingList findings, Achievement state, GrantTerms terms, DateOnly today)
    {
        var team = state.TeamOn(today);
        foreach (var (consent, i) in terms.Consents.Select((c, i) => (c, i)))
        {
            var path = $"consents[{i}]";
            if (team.Find(consent.Person) is null)
                findings.Error(
                    FindingCodes.PersonUnknown,
                    $"{path}.person",
                    $"团队中没有“{consent.Person}”。",
                    $"The team has no '{consent.Person}'."
                );
            else if (terms.Consents.Take(i).Any(c => c.Person == consent.Person))
                findings.Error(FindingCodes.PersonRepeated, $"{path}.person", "同一人只列一次。", "A person stands once.");
            findings.PastDay(consent.On, $"{path}.on", today);
            findings.Hash(consent.Sha256, $"{path}.sha256");
        }
        var silent = team.Members.Where(m => terms.Consents.All(c => c.Person != m.Person)).Select(m => m.Person).ToArray();
        if (silent.Length > 0)
            findings.Error(
                FindingCodes.ConsentMissing,
                "consents",
                $"须经全体成果完成人同意，缺少：{string.Join("、", silent)}。",
                $"All achievers consent; missing: {string.Join(", ", silent)}.",
                Instruments.Pilot
            );
    }

    private static void Takers(FindingList findings, Achievement state, GrantTerms terms, GrantRules rules)
    {
        var undisclosed = rules.NegativeList.FirstOrDefault(i => i.Code == "relatedTakerUndisclosed")?.Citation;
        if (terms.Takers.Count > MostTakers)
            findings.Error(FindingCodes.TakersCount, "takers", $"最多{MostTakers}个。", $"At most {MostTakers}.");
        if (terms.Takers.Count == 0)
            findings.Warning(FindingCodes.TakerUnknown, "takers", "尚无明确的承接方。", "No taker is named yet.", Instruments.Pilot);
        var members = state.Team().Members;
        foreach (var (taker, i) in terms.Takers.Take(MostTakers).Select((t, i) => (t, i)))
        {
            var path = $"takers[{i}]";
            findings.Text(taker.Name, $"{path}.name");
            if (taker.Country is not { Length: 3 } country || !country.All(char.IsAsciiDigit))
                findings.Error(
                    FindingCodes.CountryMalformed,
                    $"{path}.country",
                    "应为3位海关国别代码，中国为142。",
                    "A customs country code has three digits; China is 142."
                );
            if (taker.Uscc is { } uscc && !CreditCode.IsValid(uscc))
                findings.Error(
                    FindingCodes.UsccInvalid,
                    $"{path}.uscc",
                    "统一社会信用代码不正确。",
                    "The unified social credit code is wrong."
                );
            var said = terms.Relations.Where(r => r.Taker == i).ToArray();
            if (said.Length != 1)
                findings.Error(
                    said.Length == 0 ? FindingCodes.RelationNotStated : FindingCodes.RelationRepeated,
                    path,
                    "每个承接方须说明与成果完成人是否有关联，且只说明一次。",
                    "For every taker it is said once whether it is related to an achiever.",
                    undisclosed
                );
            else if (!said[0].Related && members.Any(m => m.Name is not null && m.Name == taker.Name))
                findings.Error(
                    FindingCodes.RelationContradicted,
                    path,
                    "承接方与团队成员同名，却称无关联。",
                    "The taker has the name of a member, and is said to be unrelated.",
                    undisclosed
                );
            Foreign(findings, state, terms, rules, taker, path);
        }
        foreach (var (relation, i) in terms.Relations.Select((r, i) => (r, i)))
        {
            var path = $"relations[{i}]";
            if (relation.Taker < 0 || relation.Taker >= terms.Takers.Count)
                findings.Error(
                    FindingCodes.TakerMissing,
                    $"{path}.taker",
                    "没有这个承接方（从0数起）。",
                    "There is no such taker (counted from 0)."
                );
            if (!relation.Related)
                continue;
            findings.Text(relation.Nature, $"{path}.nature");
            if (relation.Persons is not { Count: > 0 } persons)
                findings.Error(FindingCodes.PersonsMissing, $"{path}.persons", "请写明有关联的成员。", "Say which members are related.");
            else if (persons.Any(p => state.Team().Find(p) is null))
                findings.Error(
                    FindingCodes.PersonUnknown,
                    $"{path}.persons",
                    "其中有人不是团队成员。",
                    "One of them is no member of the team."
                );
            if (!relation.Disclosed)
                findings.Error(
                    FindingCodes.RelationUndisclosed,
                    $"{path}.disclosed",
                    "承接方与成果完成人有关联而未如实披露的，不得赋权。",
                    "A taker is related to an achiever and this was not disclosed: it is not granted.",
                    undisclosed
                );
        }
    }

    // 科学技术进步法 art 34: what public plans brought forth is used first at home; its transfer abroad, or an exclusive licence to foreigners,
    // needs approval.
    private static void Foreign(FindingList findings, Achievement state, GrantTerms terms, GrantRules rules, Taker taker, string path)
    {
        if (!taker.IsForeign())
            return;
        if (Rules.CodeTables.FundOrigin.Find(state.FundOrigin) is { PublicFund: true })
        {
            if ((terms.GivesOwnership() || terms.Exclusive) && string.IsNullOrWhiteSpace(terms.ForeignApproval?.Number))
            {
                findings.Error(
                    FindingCodes.ForeignApprovalMissing,
                    "foreignApproval",
                    "利用财政性资金设立的科技计划项目形成的知识产权，向境外转让或许可境外独占实施的，须经项目管理机构批准。",
                    "Rights from a science plan project of public funds are transferred abroad, or licensed exclusively to foreigners, only with the approval of the plan's authority.",
                    rules.Foreign.Citation
                );
            }
            else
                findings.Warning(
                    FindingCodes.ForeignTaker,
                    $"{path}.country",
                    "承接方在境外：科技计划项目成果应首先在境内使用。",
                    "The taker is abroad: results of plan projects are used at home first.",
                    rules.Foreign.Citation
                );
        }
    }

    /// <summary>The last day of a right that begins on a day; null where it has no end.</summary>
    public static DateOnly? LastDay(GrantTerms terms, DateOnly from) =>
        terms.TermYears is { } years ? from.AddYears(years).AddDays(-1) : null;
}
