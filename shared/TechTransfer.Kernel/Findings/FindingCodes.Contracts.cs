namespace TechTransfer.Kernel.Findings;

#pragma warning disable CS1591 // The text of each code is its documentation.
public static partial class FindingCodes
{
    public static FindingCode TitleMissing { get; } = new("title_missing", new("没有填写项目名称。", "The project name is missing."));
    public static FindingCode UnknownKind { get; } =
        new("unknown_kind", new("合同类别不在现行规则之内。", "The kind of contract is not one of the rules in force."));
    public static FindingCode PartyMissing { get; } = new("party_missing", new("缺少买方或卖方。", "A seller or a buyer is missing."));
    public static FindingCode PartyOnBothSides { get; } =
        new(
            "party_on_both_sides",
            new("同一单位既是买方又是卖方，或者重复填写。", "A party is on both sides of the contract, or is listed twice.")
        );
    public static FindingCode PartyIdentifierMissing { get; } =
        new(
            "party_identifier_missing",
            new("当事人缺少统一社会信用代码或者境外注册号。", "A party has no unified social credit code or foreign registration number.")
        );
    public static FindingCode RegionMissing { get; } =
        new("region_missing", new("境内当事人缺少行政区划。", "A domestic party has no administrative division."));
    public static FindingCode PersonIdInvalid { get; } =
        new("person_id_invalid", new("身份证件号码校验不通过。", "The number of an identity document is wrong."));
    public static FindingCode PostcodeInvalid { get; } =
        new("postcode_invalid", new("邮政编码不是6位数字。", "A postcode does not have six digits."));
    public static FindingCode PhoneInvalid { get; } =
        new("phone_invalid", new("联系电话的位数不正确。", "A telephone number has the wrong number of digits."));
    public static FindingCode MaybeTenThousands { get; } =
        new("maybe_ten_thousands", new("金额较小，可能以万元为单位。", "The amount is small and may be in ten thousands of yuan."));
    public static FindingCode IntermediaryMissing { get; } =
        new("intermediary_missing", new("技术中介合同没有填写中介方。", "An intermediary contract does not name the intermediary."));
    public static FindingCode LinkedContractMissing { get; } =
        new(
            "linked_contract_missing",
            new("技术中介合同没有填写所促成的合同。", "An intermediary contract does not name the contract that it brought about.")
        );
    public static FindingCode LinkedContractUnknown { get; } =
        new("linked_contract_unknown", new("没有找到所促成的合同。", "The contract that an intermediary contract names is not found."));
    public static FindingCode SealNameDiffers { get; } =
        new("seal_name_differs", new("印章名称与当事人名称不一致。", "The name on a seal is not the party's name."));
    public static FindingCode SignerDiffers { get; } =
        new("signer_differs", new("签字人不是法定代表人。", "The signer is not the legal representative."));
    public static FindingCode SignerAuthorityMissing { get; } =
        new("signer_authority_missing", new("代理人签字缺少授权委托。", "An agent signed without a power of attorney."));
    public static FindingCode SignedInFuture { get; } =
        new("signed_in_future", new("签订日期晚于今天。", "The date of signing is after today."));
    public static FindingCode DatesOutOfOrder { get; } =
        new("dates_out_of_order", new("有效期的起止日期颠倒。", "The term ends before it begins."));
    public static FindingCode ContractNotInForce { get; } =
        new("contract_not_in_force", new("合同尚未生效。", "The contract is not in force yet."));
    public static FindingCode ContractExpired { get; } =
        new("contract_expired", new("合同有效期已过。", "The term of the contract has ended."));
    public static FindingCode FiledLate { get; } =
        new("filed_late", new("申请登记距签订日期过久。", "The application is made long after the contract was signed."));
    public static FindingCode TermNearlyOver { get; } =
        new("term_nearly_over", new("合同临近到期。", "The contract's term is nearly over."));
    public static FindingCode AmountMissing { get; } = new("amount_missing", new("没有填写合同成交额。", "The contract value is missing."));
    public static FindingCode ValueUndetermined { get; } =
        new("value_undetermined", new("合同价款待定。", "The price of the contract is undetermined."));
    public static FindingCode ExchangeRateMissing { get; } =
        new(
            "exchange_rate_missing",
            new(
                "外币合同缺少金额、汇率或者汇率日期。",
                "A contract in foreign currency has no original value, exchange rate or date of the rate."
            )
        );
    public static FindingCode ExchangeRateUnneeded { get; } =
        new(
            "exchange_rate_unneeded",
            new("人民币合同填写了外币金额或者汇率。", "A contract in yuan states a foreign amount or exchange rate.")
        );
    public static FindingCode ConvertedValueDiffers { get; } =
        new("converted_value_differs", new("折算金额与合同成交额不一致。", "The converted amount differs from the contract value."));
    public static FindingCode InstalmentsMissing { get; } =
        new("instalments_missing", new("分期支付没有列出各期。", "The instalments are not listed."));
    public static FindingCode InstalmentsDoNotAddUp { get; } =
        new("instalments_do_not_add_up", new("各期合计与合同成交额不一致。", "The instalments do not add up to the contract value."));
    public static FindingCode RoyaltyMissing { get; } =
        new("royalty_missing", new("提成支付缺少基数、比例或者期限。", "A royalty has no base, rate or term."));
    public static FindingCode RoyaltyDoesNotAddUp { get; } =
        new(
            "royalty_does_not_add_up",
            new("入门费与预计提成的合计与合同成交额不一致。", "Entrance fee and estimated royalties do not add up to the contract value.")
        );
    public static FindingCode EquityMissing { get; } =
        new(
            "equity_missing",
            new("技术作价入股缺少公司名称或者股权比例。", "A contribution for shares does not name the company or the share.")
        );
    public static FindingCode InKindPartyUnknown { get; } =
        new(
            "in_kind_party_unknown",
            new("实物投入方不是合同当事人。", "The provider of a contribution in kind is not a party to the contract.")
        );
    public static FindingCode CostLineArithmetic { get; } =
        new(
            "cost_line_arithmetic",
            new("费用明细的数量、单价与金额不符。", "Quantity and unit price of a cost line do not give its amount.")
        );
    public static FindingCode UnknownCostLineType { get; } =
        new("unknown_cost_line_type", new("费用类别不存在。", "A cost line's type is unknown."));
    public static FindingCode DeductionDiffers { get; } =
        new("deduction_differs", new("扣除额与费用明细不符。", "A deduction does not match the cost lines."));
    public static FindingCode ReasonableQuantityUnfit { get; } =
        new(
            "reasonable_quantity_unfit",
            new(
                "合理数量不适用于该费用，或者超过总数量。",
                "A reasonable quantity does not apply to the cost line, or exceeds its quantity."
            )
        );
    public static FindingCode ReasonableQuantityUnusual { get; } =
        new("reasonable_quantity_unusual", new("合理数量超过通常数量。", "A reasonable quantity is above the usual one."));
    public static FindingCode TechnicalAmountDiffers { get; } =
        new(
            "technical_amount_differs",
            new("技术交易额与费用明细的计算结果不一致。", "The technical amount differs from the calculation from the cost lines.")
        );
    public static FindingCode TechnicalAmountOutOfRange { get; } =
        new("technical_amount_out_of_range", new("技术交易额超出允许的范围。", "The technical amount is outside the permitted range."));
    public static FindingCode TechnicalAmountEqualsTotal { get; } =
        new(
            "technical_amount_equals_total",
            new(
                "含有货物的合同把全部金额计为技术交易额。",
                "A contract that includes goods states its whole value as the technical amount."
            )
        );
    public static FindingCode MaybeNoTechnologyContract { get; } =
        new("maybe_no_technology_contract", new("内容可能不属于技术合同。", "The contract may not be a technology contract."));
    public static FindingCode ForbiddenClause { get; } =
        new(
            "forbidden_clause",
            new("含有非法垄断技术、妨碍技术进步的条款。", "A clause unlawfully monopolises technology or hinders technical progress.")
        );
    public static FindingCode LicenceMissing { get; } =
        new("licence_missing", new("许可合同缺少许可方式、地域或者期限。", "A licence has no type, territory or term."));
    public static FindingCode LicenceOutlivesRight { get; } =
        new("licence_outlives_right", new("许可期限超过知识产权的有效期。", "The licence lasts longer than the right."));
    public static FindingCode LicenceOutlivesContract { get; } =
        new("licence_outlives_contract", new("许可年限超过合同有效期。", "A licence lasts longer than the contract."));
    public static FindingCode EquityKindDiffers { get; } =
        new(
            "equity_kind_differs",
            new(
                "以技术入股方式支付，但合同类别不是技术入股。",
                "A contract is paid in shares, but its kind is another than the contribution."
            )
        );
    public static FindingCode SameFileAttached { get; } =
        new("same_file_attached", new("同一个文件作为几项材料上传。", "One file is uploaded as several attachments."));
    public static FindingCode IpRightMissing { get; } =
        new("ip_right_missing", new("没有填写所涉知识产权。", "The intellectual property right concerned is not named."));
    public static FindingCode IpRightLapsed { get; } =
        new("ip_right_lapsed", new("签订时知识产权已经失效。", "The right had lapsed when the contract was signed."));
    public static FindingCode ImportExportNumberMissing { get; } =
        new(
            "import_export_number_missing",
            new("技术进出口合同缺少登记证号。", "A technology import or export contract has no registration number.")
        );
    public static FindingCode ChineseCopyMissing { get; } =
        new("chinese_copy_missing", new("外文合同缺少中文文本。", "A contract in a foreign language has no Chinese version."));
    public static FindingCode AttachmentMissing { get; } =
        new("paper_missing", new("缺少该类合同应提交的材料。", "An attachment required for this kind of contract is missing."));
    public static FindingCode RelatedParty { get; } =
        new("related_party", new("关联交易一般不纳入奖励范围。", "A transaction between related parties is generally not rewarded."));
    public static FindingCode RelatedPartyHint { get; } =
        new(
            "related_party_hint",
            new("填写的内容表明当事人之间可能有关联。", "The content entered suggests that the parties may be related.")
        );
    public static FindingCode SameTextFiled { get; } =
        new("same_text_filed", new("合同文本与另一事项的相同。", "The contract text is the same file as that of another contract."));
    public static FindingCode ReasonNeeded { get; } =
        new("reason_needed", new("有提示而没有说明理由。", "A warning has no reason stated for it."));
    public static FindingCode AttachmentMayNotFollow { get; } =
        new(
            "attachment_may_not_follow",
            new("材料不能容缺，或者补交日期过晚。", "An attachment may not follow later, or its day is too late.")
        );
    public static FindingCode AnswerMissing { get; } = new("answer_missing", new("有补正内容尚未答复。", "A correction has no answer."));
    public static FindingCode AnswerUnfit { get; } =
        new("answer_unfit", new("答复没有对应的补正内容，或者重复。", "An answer belongs to no correction, or to one that has an answer."));
    public static FindingCode FilerUnknown { get; } =
        new("filer_unknown", new("没有可作为申请人的境内当事人。", "There is no domestic party that can apply."));
    public static FindingCode RegisteredBeforeSigning { get; } =
        new("registered_before_signing", new("登记日期早于签订日期。", "The date of registration is before the date of signing."));
    public static FindingCode RegisteredOnOutOfRange { get; } =
        new("registered_on_out_of_range", new("登记日期超出允许的范围。", "The date of registration is outside the permitted range."));
    public static FindingCode NationalNumberMalformed { get; } =
        new("national_number_malformed", new("全国登记编号的格式不正确。", "A national registration number is malformed."));
    public static FindingCode NationalNumberOfOwnSeries { get; } =
        new(
            "national_number_of_own_series",
            new("编号属于本机构的编号序列。", "The number belongs to the registration office's own series.")
        );
    public static FindingCode MaybeConstruction { get; } =
        new("maybe_construction", new("内容可能是建设工程或者承揽。", "The contract may be for construction or contract work."));
    public static FindingCode MaybeStaffTraining { get; } =
        new("maybe_staff_training", new("内容可能是职工培训。", "The contract may be for staff training."));
    public static FindingCode MaybeStandardSoftware { get; } =
        new(
            "maybe_standard_software",
            new("内容可能是标准软件或者设备买卖。", "The contract may be a sale of standard software or equipment.")
        );
}
