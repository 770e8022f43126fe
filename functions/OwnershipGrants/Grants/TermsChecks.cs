using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>
/// Validates the terms of a grant; findings cite their legal instrument where there is one. Runs at the application, the title check
/// and the decision.
/// </summary>
internal static class TermsChecks
{
    private const int MaxParts = 20;
    private const int MaxTakers = 20;
    private const int MaxMilestones = 50;
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
                "收益分配中没有团队的份额，请补充。",
                "The team has no share of the income. Add it.",
                rules.MinimumUse.Citation
            );
        if (terms.Type == GrantType.AgreedIncome && terms.IncomeShares.All(s => s.Holder != ShareHolder.Unit))
            findings.Error(
                FindingCodes.UnitPartMissing,
                "incomeShares",
                "没有填写单位分享未来收益的份额；赋权方式为“赋权并约定收益”的，请填写。",
                "The organisation's share of future income is missing. It is required for rights with agreed income; fill it in."
            );
        findings.Text(terms.Plan, "plan", 2000);
        findings.Hash(terms.PlanSha256, "planSha256", optional: true);
        Milestones(findings, terms);
        if (terms.Fee is { } fee && fee <= Yuan.Zero)
            findings.Error(
                FindingCodes.AmountNotPositive,
                "fee",
                "费用应大于0，请核对；不收取费用的，不填写。",
                "The fee must be above 0. Check it; leave it out if no fee is charged."
            );
        if (terms.StartsOn < today.AddYears(-1))
            findings.Error(
                FindingCodes.DayTooEarly,
                "startsOn",
                "起始日早于一年前，请核对起始日。",
                "The first day is more than a year ago. Check it."
            );
        if (state.Secrecy == Secrecy.StateSecret)
            findings.Error(
                FindingCodes.StateSecret,
                "",
                "成果涉及国家秘密且未经解密，不得赋权；请依法办理解密后再申请。",
                "The achievement involves a state secret that has not been declassified, so no rights in it may be granted. Have "
                    + "it declassified first.",
                rules.NegativeList.FirstOrDefault(i => i.Code == "stateSecret")?.Citation
            );
        Team(findings, state, terms, today);
        Takers(findings, state, terms, rules);
        if (!findings.Any(f => f.Severity == Severity.Error))
            RightsConflict.Check(findings, state, grantId, terms, terms.StartsOn ?? today, LastDay(terms, today), "");
    }

    private static void Milestones(FindingList findings, GrantTerms terms)
    {
        if (terms.Milestones.Count > MaxMilestones)
            findings.Error(
                FindingCodes.TooManyItems,
                "milestones",
                $"转化计划节点最多{MaxMilestones}个，请合并。",
                $"A plan can have at most {MaxMilestones} milestones. Combine some of them."
            );
        foreach (var (milestone, i) in terms.Milestones.Take(MaxMilestones).Select((m, i) => (m, i)))
        {
            findings.Text(milestone.Name, $"milestones[{i}].name", 100);
            if (milestone.On < terms.StartsOn)
                findings.Error(
                    FindingCodes.DatesOrder,
                    $"milestones[{i}].on",
                    $"第{i + 1}个节点的日期早于起始日，请核对。",
                    $"Milestone {i + 1} is before the first day. Check its date."
                );
        }
    }

    private static void Type(FindingList findings, Achievement state, GrantTerms terms, GrantRules rules)
    {
        var whole = state.OrganisationAsOwner().Share;
        var preset = rules.Preset(terms.Preset);
        if (terms.Preset is not null && preset is null)
            findings.Error(
                FindingCodes.UnknownCode,
                "preset",
                $"没有“{terms.Preset}”这一预设方案，请选择：{Text.Join(rules.Presets.Select(p => p.Name)).Zh}。",
                $"There is no preset '{terms.Preset}'. Choose one of: {Text.Join(rules.Presets.Select(p => p.Name)).En}."
            );
        if (preset is not null && preset.Type != terms.Type)
            findings.Error(
                FindingCodes.PresetOfOtherType,
                "preset",
                "所选预设方案与赋权方式不一致，请重新选择。",
                "The preset does not match the type of grant. Choose another."
            );
        if (preset is { NeedsFee: true } && terms.Fee is null)
            findings.Error(
                FindingCodes.FeeMissing,
                "fee",
                "没有填写资源使用费；选择权益让渡的，请填写。",
                "The fee is missing. Enter it when the organisation cedes its rights for a fee.",
                preset.Citation
            );
        switch (terms.Type)
        {
            case GrantType.OwnershipShare:
                if (terms.Share is not { IsZero: false } share)
                    findings.Error(
                        FindingCodes.ShareMissing,
                        "share",
                        "没有填写赋予的所有权份额，请填写。",
                        "The share of the ownership is missing. Enter it.",
                        Instruments.Pilot
                    );
                else if (share >= whole)
                    findings.Error(
                        FindingCodes.ShareIsWhole,
                        "share",
                        $"份额应小于单位所持的{whole}，请核对；赋予全部所有权的，请选择“全部所有权”。",
                        $"The share must be below the {whole} that the organisation holds. To grant all of it, choose 'whole ownership'.",
                        Instruments.Pilot
                    );
                break;
            case GrantType.FullOwnership:
                if (terms.Share != whole)
                    findings.Error(
                        FindingCodes.ShareNotWhole,
                        "share",
                        $"赋予全部所有权的，份额应为单位所持的{whole}，请核对或者不填写。",
                        $"For a grant of the whole ownership, the share must be the {whole} that the organisation holds. Check "
                            + "it, or leave it out."
                    );
                break;
            case GrantType.LongTermUse:
                if (terms.Share is not null)
                    findings.Error(
                        FindingCodes.ShareOfUse,
                        "share",
                        "赋予使用权的，不填写所有权份额，请删除。",
                        "A right of use has no share of the ownership. Leave it out."
                    );
                if (terms.TermYears is null)
                    findings.Error(
                        FindingCodes.TermMissing,
                        "termYears",
                        "没有填写使用期限，请填写年数。",
                        "The term is missing. Enter it in years."
                    );
                else if (terms.TermYears + (terms.RenewalYears ?? 0) is { } years && years < rules.MinimumUse.Years)
                {
                    findings.Error(
                        FindingCodes.TermTooShort,
                        "termYears",
                        $"使用期限与续期合计{years}年；长期使用权应不少于{rules.MinimumUse.Years}年，请调整。",
                        $"Term and renewal together make {years} years, but a long-term right of use must last at least "
                            + $"{rules.MinimumUse.Years}. Change them.",
                        rules.MinimumUse.Citation
                    );
                }
                break;
            case GrantType.AgreedIncome:
                if (terms.Share is { } agreed && (agreed.IsZero || agreed > whole))
                    findings.Error(
                        FindingCodes.ShareExceeded,
                        "share",
                        $"份额应大于0且不超过单位所持的{whole}，请核对。",
                        $"The share must be above 0 and at most the {whole} that the organisation holds. Check it."
                    );
                break;
            default:
                throw new InvalidOperationException($"{terms.Type} is no type.");
        }
        Years(findings, terms.TermYears, "termYears", terms.Type is GrantType.OwnershipShare or GrantType.FullOwnership);
        Years(findings, terms.RenewalYears, "renewalYears", terms.Type != GrantType.LongTermUse, least: 0);
        if (terms.Exclusive && terms.Type != GrantType.LongTermUse)
            findings.Error(
                FindingCodes.ExclusiveOwnership,
                "exclusive",
                "赋予所有权的，不能选择独占，请取消。",
                "A grant of ownership cannot be exclusive. Clear the choice."
            );
    }

    private static void Years(FindingList findings, int? years, string path, bool unfit, int least = 1)
    {
        if (years is null)
            return;
        if (unfit)
            findings.Error(
                FindingCodes.TermOfOwnership,
                path,
                "该赋权方式没有使用期限，请不填写年数。",
                "This type of grant has no term. Leave it out."
            );
        else if (years < least || years > LongestTerm)
            findings.Error(
                FindingCodes.TermOutOfRange,
                path,
                $"年数应为{least}至{LongestTerm}，请核对。",
                $"The years must be {least} to {LongestTerm}. Check them."
            );
    }

    private static void Parts(FindingList findings, IReadOnlyList<AgreedPart> parts, string path)
    {
        if (parts.Count is 0 or > MaxParts)
        {
            findings.Error(
                FindingCodes.PartsCount,
                path,
                $"分配比例应列出1至{MaxParts}项，请核对。",
                $"There must be 1 to {MaxParts} shares. Check the list.",
                Instruments.Pilot
            );
            return;
        }
        foreach (var (part, i) in parts.Select((p, i) => (p, i)))
        {
            if (part.Share.IsZero)
                findings.Error(
                    FindingCodes.ShareZero,
                    $"{path}[{i}].share",
                    $"第{i + 1}项比例应大于0，请核对。",
                    $"Share {i + 1} must be above 0. Check it."
                );
            findings.Text(part.Name, $"{path}[{i}].name", optional: true);
            if (parts.Take(i).Any(p => p.Holder == part.Holder && (p.Name == part.Name || ComparedText.Same(p.Name, part.Name))))
                findings.Error(
                    FindingCodes.HolderRepeated,
                    $"{path}[{i}].holder",
                    $"第{i + 1}项与前面所列的重复，请合并。",
                    $"Share {i + 1} repeats the party of an earlier one. Combine them."
                );
        }
        if (parts.Sum(p => p.Share) is var sum && sum != Share.One)
            findings.Error(
                FindingCodes.SharesNotWhole,
                path,
                $"各项比例合计为{sum}，应为100%，请核对。",
                $"The shares add up to {sum}, but must add up to 100%. Check them.",
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
                    $"团队中没有编号“{consent.Person}”的成员，请核对第{i + 1}份同意书。",
                    $"The team has no member with the number '{consent.Person}'. Check consent {i + 1}."
                );
            else if (terms.Consents.Take(i).Any(c => c.Person == consent.Person))
                findings.Error(
                    FindingCodes.PersonRepeated,
                    $"{path}.person",
                    $"第{i + 1}份同意书的成员与前面所列的重复，请删除。",
                    $"Consent {i + 1} repeats the member of an earlier one. Remove it."
                );
            findings.PastDay(consent.On, $"{path}.on", today);
            findings.Hash(consent.Sha256, $"{path}.sha256");
        }
        var silent = team.Members.Where(m => terms.Consents.All(c => c.Person != m.Person)).Select(m => m.Person).ToArray();
        if (silent.Length > 0)
            findings.Error(
                FindingCodes.ConsentMissing,
                "consents",
                $"须经全体成果完成人同意，请补充以下团队成员（编号）的同意书：{string.Join("、", silent)}。",
                $"All contributors must consent. Add the consent of these team members (numbers): {string.Join(", ", silent)}.",
                Instruments.Pilot
            );
    }

    private static void Takers(FindingList findings, Achievement state, GrantTerms terms, GrantRules rules)
    {
        var undisclosed = rules.NegativeList.FirstOrDefault(i => i.Code == "relatedTakerUndisclosed")?.Citation;
        if (terms.Takers.Count > MaxTakers)
            findings.Error(
                FindingCodes.TakersCount,
                "takers",
                $"承接方最多{MaxTakers}个，请核对。",
                $"There can be at most {MaxTakers} takers. Check the list."
            );
        if (terms.Takers.Count == 0)
            findings.Warning(
                FindingCodes.TakerUnknown,
                "takers",
                "尚无明确的承接方，确定后请补充。",
                "No taker has been determined yet. Add it once it is known.",
                Instruments.Pilot
            );
        var members = state.Team().Members;
        foreach (var (taker, i) in terms.Takers.Take(MaxTakers).Select((t, i) => (t, i)))
        {
            var path = $"takers[{i}]";
            findings.Text(taker.Name, $"{path}.name");
            if (taker.Country is not { Length: 3 } country || !country.All(char.IsAsciiDigit))
                findings.Error(
                    FindingCodes.CountryMalformed,
                    $"{path}.country",
                    $"所列第{i + 1}个承接方的国别代码应为3位数字（中国为142），请核对。",
                    $"The customs country code of taker {i + 1} must have three digits (China is 142). Check it."
                );
            if (taker.Uscc is { } uscc && CreditCode.FaultOf(uscc) is { } fault)
                findings.Error(
                    FindingCodes.UsccInvalid,
                    $"{path}.uscc",
                    $"所列第{i + 1}个承接方的统一社会信用代码不正确（{fault.Zh}），请核对。",
                    $"The unified social credit code of taker {i + 1} is wrong: {fault.En}. Check it."
                );
            var said = terms.Relations.Where(r => r.Taker == i).ToArray();
            if (said.Length != 1)
                findings.Error(
                    said.Length == 0 ? FindingCodes.RelationNotStated : FindingCodes.RelationRepeated,
                    path,
                    $"请说明所列第{i + 1}个承接方与成果完成人是否存在关联关系（只说明一次）。",
                    $"State whether taker {i + 1} is related to a contributor, and state it only once.",
                    undisclosed
                );
            else if (!said[0].Related && members.Any(m => ComparedText.Same(m.Name, taker.Name)))
                findings.Error(
                    FindingCodes.RelationContradicted,
                    path,
                    $"所列第{i + 1}个承接方与团队成员同名，请核实是否存在关联关系并如实填写。",
                    $"Taker {i + 1} has the same name as a team member. Check whether they are related, and state it truthfully.",
                    undisclosed
                );
            Foreign(findings, state, terms, rules, i, path);
        }
        foreach (var (relation, i) in terms.Relations.Select((r, i) => (r, i)))
        {
            var path = $"relations[{i}]";
            if (relation.Taker < 0 || relation.Taker >= terms.Takers.Count)
                findings.Error(
                    FindingCodes.TakerMissing,
                    $"{path}.taker",
                    $"第{i + 1}项关联关系所指的承接方不在所列承接方中，请核对。",
                    $"Relation {i + 1} names a taker that is not listed. Check it."
                );
            if (!relation.Related)
                continue;
            findings.Text(relation.Nature, $"{path}.nature");
            if (relation.Persons is not { Count: > 0 } persons)
                findings.Error(
                    FindingCodes.PersonsMissing,
                    $"{path}.persons",
                    $"第{i + 1}项关联关系没有写明有关联的成员，请补充。",
                    $"Relation {i + 1} does not name the related members. Add them."
                );
            else if (persons.Any(p => state.Team().Find(p) is null))
                findings.Error(
                    FindingCodes.PersonUnknown,
                    $"{path}.persons",
                    $"第{i + 1}项关联关系所列人员中有人不是团队成员，请核对。",
                    $"Relation {i + 1} names a person outside the team. Check it."
                );
            if (!relation.Disclosed)
                findings.Error(
                    FindingCodes.RelationUndisclosed,
                    $"{path}.disclosed",
                    $"第{i + 1}项关联关系尚未披露；关联关系未如实披露的，不得赋权，请披露后再申请。",
                    $"Relation {i + 1} is not disclosed. No rights may be granted without truthful disclosure. Disclose it, then apply.",
                    undisclosed
                );
        }
    }

    // 科学技术进步法 art 34: rights from publicly funded science programmes are used in China first; a transfer abroad or an exclusive licence
    // to foreigners needs approval.
    private static void Foreign(FindingList findings, Achievement state, GrantTerms terms, GrantRules rules, int i, string path)
    {
        if (!terms.Takers[i].IsForeign())
            return;
        if (Rules.CodeTables.FundOrigin.Find(state.FundOrigin) is { PublicFund: true })
        {
            if ((terms.GivesOwnership() || terms.Exclusive) && string.IsNullOrWhiteSpace(terms.ForeignApproval?.Number))
            {
                findings.Error(
                    FindingCodes.ForeignApprovalMissing,
                    "foreignApproval",
                    "利用财政性资金设立的科技计划项目形成的知识产权，向境外转让或者许可境外独占实施的，须经项目管理机构批准；请填写批准文号。",
                    "Intellectual property from a project of a publicly funded science and technology programme may be transferred "
                        + "abroad, or licensed exclusively abroad, only with the approval of the programme authority. Enter the "
                        + "approval number.",
                    rules.Foreign.Citation
                );
            }
            else
                findings.Warning(
                    FindingCodes.ForeignTaker,
                    $"{path}.country",
                    $"所列第{i + 1}个承接方在境外；科技计划项目成果应首先在境内使用，请核对。",
                    $"Taker {i + 1} is abroad, but achievements from projects of science and technology programmes must first be used in "
                        + "China. Check this.",
                    rules.Foreign.Citation
                );
        }
    }

    public static DateOnly? LastDay(GrantTerms terms, DateOnly from) =>
        terms.TermYears is { } years ? from.AddYears(years).AddDays(-1) : null;
}
