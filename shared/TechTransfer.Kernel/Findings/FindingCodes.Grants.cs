namespace TechTransfer.Kernel.Findings;

#pragma warning disable CS1591 // The text of each code is its documentation.
public static partial class FindingCodes
{
    public static FindingCode ConversionRightsDiffer { get; } =
        new(
            "conversion_rights_differ",
            new("转化合同所列知识产权与成果的权利不一致。", "A conversion names none of the achievement's rights.")
        );
    public static FindingCode KindWithoutRight { get; } =
        new("kind_without_right", new("成果类型不是所列权利的类型。", "The type of the achievement matches none of the listed rights."));
    public static FindingCode RightsCount { get; } =
        new("rights_count", new("权利的数量超出允许的范围。", "The number of rights is outside the permitted range."));
    public static FindingCode RightNumberMissing { get; } = new("right_number_missing", new("权利缺少编号。", "A right has no number."));
    public static FindingCode RightRepeated { get; } =
        new("right_repeated", new("同一项权利重复列出。", "The same right is listed twice."));
    public static FindingCode RightMissing { get; } = new("right_missing", new("没有这项权利。", "There is no such right."));
    public static FindingCode RightGranted { get; } =
        new("right_granted", new("已赋权成果的权利不能减少。", "The rights of an achievement with a grant cannot be removed."));
    public static FindingCode RightNotRecorded { get; } =
        new("right_not_recorded", new("权利尚未登记权利人变更。", "The change of right holder is not recorded yet."));
    public static FindingCode OwnersCount { get; } =
        new("owners_count", new("权利单位的数量超出允许的范围。", "The number of owners is outside the permitted range."));
    public static FindingCode OwnerMissing { get; } =
        new("owner_missing", new("本单位不在权利单位之中。", "The caller's organisation is not among the owners."));
    public static FindingCode OwnerRepeated { get; } = new("owner_repeated", new("同一单位重复列出。", "The same owner is listed twice."));
    public static FindingCode PlanNumberMissing { get; } =
        new(
            "plan_number_missing",
            new(
                "科技计划项目成果缺少项目编号。",
                "An achievement from a project of a science and technology programme has no project number."
            )
        );
    public static FindingCode ShareZero { get; } = new("share_zero", new("份额不大于0。", "A share is not above 0."));
    public static FindingCode SharesNotWhole { get; } = new("shares_not_whole", new("份额合计不是100%。", "Shares do not add up to 100%."));
    public static FindingCode ShareMissing { get; } = new("share_missing", new("没有填写份额。", "A share is missing."));
    public static FindingCode ShareExceeded { get; } =
        new("share_exceeded", new("份额合计超过单位所持的份额。", "The shares together exceed the share that the organisation holds."));
    public static FindingCode ShareIsWhole { get; } =
        new(
            "share_is_whole",
            new(
                "赋予部分所有权的份额不小于单位所持的份额。",
                "The share for a grant of part of the ownership is not below the organisation's share."
            )
        );
    public static FindingCode ShareNotWhole { get; } =
        new("share_not_whole", new("全部赋权的份额不是全部。", "The share for a grant of the whole ownership is not the whole."));
    public static FindingCode ShareOfUse { get; } =
        new("share_of_use", new("使用权填写了所有权份额。", "A share of the ownership is stated for a right of use."));
    public static FindingCode TeamCount { get; } =
        new("team_count", new("团队人数超出允许的范围。", "The number of team members is outside the permitted range."));
    public static FindingCode TeamVersions { get; } = new("team_versions", new("团队变更次数过多。", "The team was changed too often."));
    public static FindingCode TeamPartMissing { get; } =
        new("team_part_missing", new("收益分配中没有团队的份额。", "The income shares contain no share for the team."));
    public static FindingCode PersonUnknown { get; } = new("person_unknown", new("没有这个人。", "There is no such person."));
    public static FindingCode PersonRepeated { get; } = new("person_repeated", new("同一人重复列出。", "The same person is listed twice."));
    public static FindingCode PersonsMissing { get; } =
        new("persons_missing", new("没有写明有关联的成员。", "The related members are not named."));
    public static FindingCode RepresentativeCount { get; } =
        new("representative_count", new("团队代表不是一名。", "The team does not have exactly one representative."));
    public static FindingCode DayNotAfter { get; } =
        new("day_not_after", new("生效日不晚于上一次变更。", "The effective date is not after the last change."));
    public static FindingCode TypeMissing { get; } = new("type_missing", new("没有填写赋权方式。", "The type of grant is missing."));
    public static FindingCode PresetOfOtherType { get; } =
        new("preset_of_other_type", new("方案与赋权方式不符。", "The preset does not match the type of grant."));
    public static FindingCode GrantsCount { get; } = new("grants_count", new("赋权次数过多。", "The achievement has too many grants."));
    public static FindingCode NothingLeftToGrant { get; } =
        new("nothing_left_to_grant", new("所有权已全部赋予团队。", "The whole ownership has been granted already."));
    public static FindingCode UseRightStands { get; } =
        new("use_right_stands", new("另一项使用权仍然有效。", "Another right of use is still in force."));
    public static FindingCode ExclusiveConflict { get; } =
        new(
            "exclusive_conflict",
            new("与另一项独占或并存的使用权冲突。", "The right of use conflicts with another exclusive or concurrent one.")
        );
    public static FindingCode ExclusiveOwnership { get; } =
        new("exclusive_ownership", new("所有权不能设为独占。", "Only a right of use can be exclusive."));
    public static FindingCode TermMissing { get; } =
        new("term_missing", new("没有填写使用期限。", "The term of the right of use is missing."));
    public static FindingCode TermOfOwnership { get; } =
        new("term_of_ownership", new("所有权填写了年限。", "A term is stated for a grant of ownership."));
    public static FindingCode TermOutOfRange { get; } =
        new("term_out_of_range", new("年限超出允许的范围。", "A term is outside the permitted range."));
    public static FindingCode TermTooShort { get; } =
        new("term_too_short", new("使用期限短于规定的期限。", "The term of the right of use is shorter than the rules require."));
    public static FindingCode UnitPartMissing { get; } =
        new("unit_part_missing", new("没有写明单位分享收益的份额。", "The organisation's share of future income is missing."));
    public static FindingCode PartsCount { get; } =
        new("parts_count", new("份额项数超出允许的范围。", "The number of shares is outside the permitted range."));
    public static FindingCode HolderRepeated { get; } = new("holder_repeated", new("同一方重复列出。", "The same party is listed twice."));
    public static FindingCode FeeMissing { get; } = new("fee_missing", new("没有约定使用费。", "The fee is missing."));
    public static FindingCode FeeWithoutPrice { get; } =
        new("fee_without_price", new("约定了费用而没有说明定价方式。", "A fee is agreed, but the method of pricing is missing."));
    public static FindingCode ValueOfNothing { get; } =
        new("value_of_nothing", new("无偿赋权填写了价格。", "A price is stated for a grant without charge."));
    public static FindingCode TakerMissing { get; } = new("taker_missing", new("没有这个承接方。", "There is no such taker."));
    public static FindingCode TakerUnknown { get; } = new("taker_unknown", new("尚无明确的承接方。", "No taker has been determined yet."));
    public static FindingCode TakersCount { get; } = new("takers_count", new("承接方过多。", "There are too many takers."));
    public static FindingCode RelationUndisclosed { get; } =
        new("relation_undisclosed", new("与承接方的关联关系没有如实披露。", "A relation to a taker is not truthfully disclosed."));
    public static FindingCode RelationContradicted { get; } =
        new("relation_contradicted", new("披露的关联关系与名单矛盾。", "The disclosed relations contradict the lists."));
    public static FindingCode ForeignTaker { get; } = new("foreign_taker", new("承接方在境外。", "The taker is abroad."));
    public static FindingCode ForeignApprovalMissing { get; } =
        new(
            "foreign_approval_missing",
            new("向境外转让或独占许可缺少批准。", "The approval for a transfer or exclusive licence abroad is missing.")
        );
    public static FindingCode StateSecret { get; } =
        new("state_secret", new("成果涉及国家秘密且未解密。", "The achievement involves a state secret that has not been declassified."));
    public static FindingCode ConsentMissing { get; } =
        new("consent_missing", new("缺少成果完成人的同意。", "The consent of a contributor is missing."));
    public static FindingCode FormDocumentsCount { get; } =
        new("papers_count", new("材料数量超出允许的范围。", "The number of documents is outside the permitted range."));
    public static FindingCode ItemUnanswered { get; } =
        new("item_unanswered", new("负面清单有未审查的项目。", "An item of the negative list has not been checked."));
    public static FindingCode ItemRepeated { get; } =
        new("item_repeated", new("负面清单的同一项重复回答。", "An item of the negative list is answered twice."));
    public static FindingCode NoticeStart { get; } =
        new("notice_start", new("公示的开始日期不在允许的范围。", "The first day of the public notice is outside the permitted range."));
    public static FindingCode NoticeBeforeDecision { get; } =
        new("notice_before_decision", new("公示早于决定。", "The public notice begins before the decision."));
    public static FindingCode NoticeBeforeResolution { get; } =
        new("notice_before_resolution", new("公示早于异议处理。", "The public notice begins before the objection was resolved."));
    public static FindingCode OutsideNotice { get; } =
        new("outside_notice", new("异议日期不在公示期内。", "The date of the objection is outside the notice period."));
    public static FindingCode ObjectionNotOpen { get; } =
        new("objection_not_open", new("没有这项待处理的异议。", "There is no such open objection."));
    public static FindingCode ObjectionsCount { get; } = new("objections_count", new("异议过多。", "There are too many objections."));
    public static FindingCode SignedDuringNotice { get; } =
        new("signed_during_notice", new("在公示期满前签约。", "The agreement was signed before the notice period ended."));
    public static FindingCode ExtensionsCount { get; } =
        new("extensions_count", new("续期次数过多。", "The grant was extended too often."));
    public static FindingCode YearReported { get; } =
        new("year_reported", new("该年度已经报告。", "A report for the year was already submitted."));
    public static FindingCode YearOutOfRange { get; } =
        new("year_out_of_range", new("年度超出允许的范围。", "The year is outside the permitted range."));
    public static FindingCode DocumentsCount { get; } = new("documents_count", new("文件过多。", "There are too many documents."));
    public static FindingCode RelationNotStated { get; } =
        new("relation_not_stated", new("没有说明与承接方是否有关联。", "It is not stated whether there is a relation to the taker."));
    public static FindingCode RelationRepeated { get; } =
        new("relation_repeated", new("与同一承接方的关联重复说明。", "The relation to a taker is stated twice."));
}
