using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Diligence;

public enum DiligenceStatus
{
    Observed,

    /// <summary>The step was done without the required proof.</summary>
    Missing,

    /// <summary>The step was not done yet, or its notice is still running.</summary>
    NotYet,

    /// <summary>Not required for this grant, for example the agreement on shares for a team of one.</summary>
    NotNeeded,
}

/// <summary>One proof that an auditor expects, such as the minutes of the decision.</summary>
/// <param name="Standing">Whether the proof is there.</param>
/// <param name="On">Day on which the step was done with its proof; null unless the status is Observed.</param>
/// <param name="By">Subject (user id) of the person who did the step; null if it was not done.</param>
/// <param name="Documents">SHA-256 hashes of the documents that prove it.</param>
public sealed record DiligenceItem(
    string Code,
    Text Text,
    DiligenceStatus Standing,
    DateOnly? On,
    string? By,
    IReadOnlyList<string> Documents,
    Citation Citation
);

/// <summary>
/// The due-diligence file (尽职免责材料) of a grant: the proofs an auditor asks for to exempt the decision makers from liability.
/// </summary>
/// <param name="Items">The proofs, each with its documents.</param>
/// <param name="Missing">Names of the documents that are missing.</param>
public sealed record DiligenceFile(
    string GrantId,
    string AchievementName,
    GrantStatus Status,
    string? Decision,
    IReadOnlyList<DiligenceItem> Items,
    IReadOnlyList<string> Missing
);

public static class DueDiligence
{
    public static DiligenceFile Of(Achievement state, Grant stored, GrantRules rules, DateOnly today)
    {
        var grant = GrantClock.At(stored, today);
        DiligenceItem[] items = [.. Items(state, grant, rules)];
        return new(
            grant.Id,
            state.Name,
            grant.Status,
            grant.Decision?.Minutes,
            items,
            [.. items.Where(i => i.Standing == DiligenceStatus.Missing).Select(i => i.Code)]
        );
    }

    private static IEnumerable<DiligenceItem> Items(Achievement state, Grant grant, GrantRules rules)
    {
        var pilot = Instruments.Pilot;
        var terms = grant.Terms;
        var team = state.TeamOn(grant.AppliedAt().ChinaDate());

        yield return Item(
            "innerAgreement",
            "团队内部关于份额的书面约定",
            "written agreement within the team on shares",
            GrantAction.Apply,
            team.AgreementSha256 is not null,
            pilot,
            needed: team.Members.Count > 1,
            documents: [team.AgreementSha256]
        );
        yield return Item(
            "consents",
            "全体成果完成人书面同意",
            "written consent of all contributors",
            GrantAction.Apply,
            team.Members.All(m => terms.Consents.Any(c => c.Person == m.Person)),
            pilot,
            documents: [.. terms.Consents.Select(c => c.Sha256)]
        );
        yield return Item(
            "plan",
            "转化方案",
            "the conversion plan",
            GrantAction.Apply,
            terms.PlanSha256 is not null,
            pilot,
            documents: [terms.PlanSha256]
        );
        yield return Item(
            "relations",
            "承接方与成果完成人的关联关系已说明并披露",
            "relations between takers and contributors stated and disclosed",
            GrantAction.Apply,
            Enumerable.Range(0, terms.Takers.Count).All(i => terms.Relations.Any(r => r.Taker == i && (!r.Related || r.Disclosed))),
            ItemCitation("relatedTakerUndisclosed"),
            needed: terms.Takers.Count > 0
        );
        yield return Item(
            "form",
            "形式审查及所审材料",
            "formal examination and the documents examined",
            GrantAction.Check,
            grant.Form is { Papers.Count: > 0 },
            pilot,
            documents: [.. grant.Form?.Papers ?? []]
        );
        yield return Item(
            "titleSearch",
            "权属检索报告",
            "title search report",
            GrantAction.ClearTitle,
            grant.Title?.ReportSha256 is not null,
            pilot,
            on: grant.Title?.SearchedOn,
            documents: [grant.Title?.ReportSha256]
        );
        yield return Item(
            "negativeList",
            "负面清单逐项审查",
            "item-by-item check of the negative list",
            GrantAction.ClearTitle,
            grant.Title is { } title && rules.NegativeList.All(i => title.NegativeList.Any(a => a.Code == i.Code)),
            pilot
        );
        yield return Item(
            "priceManner",
            "定价方式",
            "method of pricing",
            GrantAction.Appraise,
            grant.Appraisal is not null,
            rules.PriceNotice.Citation,
            on: grant.Appraisal?.On
        );
        yield return Item(
            "appraisalReport",
            "评估或定价依据文件",
            "appraisal report or other basis of the price",
            GrantAction.Appraise,
            grant.Appraisal?.ReportSha256 is not null,
            rules.PriceNotice.Citation,
            needed: grant.Appraisal is not { Manner: PriceManner.None },
            documents: [grant.Appraisal?.ReportSha256]
        );
        yield return Item(
            "minutes",
            "决策会议纪要",
            "minutes of the decision meeting",
            GrantAction.Decide,
            grant.Decision is not null,
            pilot,
            on: grant.Decision?.On,
            documents: [grant.Decision?.MinutesSha256]
        );
        yield return Item(
            "collective",
            "集体决策",
            "collective decision",
            GrantAction.Decide,
            grant.Decision is { Collective: true },
            pilot
        );
        yield return Item(
            "secondPerson",
            "审查与决定由不同人员办理",
            "examination and decision by different persons",
            GrantAction.Decide,
            grant.Acts.TryGetValue(GrantAction.ClearTitle, out var cleared)
                && grant.Acts.TryGetValue(GrantAction.Decide, out var decided)
                && cleared.Subject != decided.Subject,
            rules.SecondPerson.Citation
        );
        var kept =
            grant.Status is not (GrantStatus.OnNotice or GrantStatus.Objected or GrantStatus.Decided)
            && grant.Notice is not null
            && grant.Status is not (GrantStatus.Refused or GrantStatus.Withdrawn);
        yield return Item(
            "noticeKept",
            "公示期满",
            "public notice period completed",
            GrantAction.Publish,
            kept,
            rules.Notice.Citation,
            running: grant.Status is GrantStatus.OnNotice or GrantStatus.Objected or GrantStatus.Decided,
            on: grant.Notice?.Until,
            documents: [grant.Notice?.Sha256]
        );
        // The notice on the grant also publishes an agreed price with the name of the achievement, so that both items share one check.
        yield return Item(
            "priceNotice",
            "协议定价已公示",
            "agreed price published",
            GrantAction.Publish,
            kept,
            rules.PriceNotice.Citation,
            needed: grant.Appraisal is { Manner: PriceManner.Agreement },
            running: grant.Status is GrantStatus.OnNotice or GrantStatus.Objected or GrantStatus.Decided,
            on: grant.Notice?.Until
        );
        yield return Item(
            "objections",
            "异议均已处理",
            "all objections resolved",
            GrantAction.Resolve,
            grant.Objections.All(o => o.Resolution is not null),
            rules.Notice.Citation,
            needed: grant.Objections.Count > 0
        );
        yield return Item(
            "agreement",
            "公示期满后签订的赋权协议",
            "grant agreement signed after the notice period",
            GrantAction.Sign,
            grant.Agreement is { } a && grant.Notice is { } n && a.SignedOn > n.Until,
            pilot,
            on: grant.Agreement?.SignedOn,
            documents: [grant.Agreement?.Sha256]
        );
        yield return Item(
            "rightHolder",
            "权利人变更登记",
            "change of right holder recorded",
            GrantAction.RecordRightHolder,
            grant.HolderRecords.Count > 0,
            pilot,
            needed: RecordRightHolder.Needed(state, grant),
            documents: [.. grant.HolderRecords.Select(r => r.CertificateSha256)]
        );
        yield return Item(
            "foreignApproval",
            "境外承接方的批准",
            "approval for takers abroad",
            GrantAction.Apply,
            terms.ForeignApproval is not null,
            rules.Foreign.Citation,
            on: terms.ForeignApproval?.On,
            needed: terms.Takers.Any(t => t.IsForeign())
                && CodeTables.FundOrigin.Find(state.FundOrigin) is { PublicFund: true }
                && (terms.GivesOwnership() || terms.Exclusive)
        );

        Citation ItemCitation(string code) => rules.NegativeList.FirstOrDefault(i => i.Code == code)?.Citation ?? pilot;

        DiligenceItem Item(
            string code,
            string zh,
            string en,
            GrantAction step,
            bool observed,
            Citation citation,
            bool needed = true,
            bool running = false,
            DateOnly? on = null,
            IReadOnlyList<string?>? documents = null
        )
        {
            var act = grant.Acts.GetValueOrDefault(step);
            var status =
                !needed ? DiligenceStatus.NotNeeded
                : observed ? DiligenceStatus.Observed
                : act is null || running ? DiligenceStatus.NotYet
                : DiligenceStatus.Missing;
            return new(
                code,
                new(zh, en),
                status,
                status == DiligenceStatus.Observed ? on ?? act?.At.ChinaDate() : null,
                act?.Subject,
                [.. (documents ?? []).OfType<string>()],
                citation
            );
        }
    }
}
