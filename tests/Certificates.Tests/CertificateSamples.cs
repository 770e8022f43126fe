using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Tests;

/// <summary>A sample certificate of each kind and of each variant of a kind. All parties and amounts are made up (虚构).</summary>
internal static class CertificateSamples
{
    private const string Office = "重庆高新区技术合同认定登记机构（示例）";
    private const string RewardOfficeName = "重庆高新区科技创新主管部门（示例）";
    private static readonly CertificateWordings Wordings = CertificateWordings.Load();
    private static readonly RegistrarOffice Registrar = Wordings.InForceOn(new(2026, 11, 20)).Registrar;
    private static readonly RewardOffice Rewards = Wordings.InForceOn(new(2026, 11, 20)).RewardOffice;
    private static readonly Remedy RewardRemedy = Wordings.RemedyOn(new(2026, 11, 20), w => w.RewardOffice.Review) with { Citations = [] };
    private static readonly Citation Draft39 = new(
        "《技术合同认定登记规则》（《技术合同认定登记管理办法》附件，2026年3月1日起施行）",
        "第三十九条",
        Confidence.Draft
    );

    public static ContractParty University { get; } = new("12500107MB0A1B0135", "缙云理工大学（虚构）", "022", "500107", "142", true);

    public static ContractParty Company { get; } = new("91500106MA5XUA015P", "重庆虎溪智造有限公司（虚构）", "150", "500106", "142", true);

    public static ContractRegistered Contract { get; } =
        IssuingApp.Facts() with
        {
            RegistrarOffice = Office,
            Form = new(
                [
                    new(
                        new("卖方", "Seller"),
                        [
                            Line("名称", "Name", "缙云理工大学（虚构）"),
                            Line("统一社会信用代码", "Credit code", "12500107MB0A1B0135"),
                            Line("单位性质", "Kind", "高等院校"),
                            Line("地址", "Address", "重庆高新区大学城虚构路1号"),
                        ]
                    ),
                    new(
                        new("买方", "Buyer"),
                        [
                            Line("名称", "Name", "重庆虎溪智造有限公司（虚构）"),
                            Line("统一社会信用代码", "Credit code", "91500106MA5XUA015P"),
                            Line("单位性质", "Kind", "有限责任公司"),
                            Line("企业规模", "Scale", "中型"),
                        ]
                    ),
                    new(
                        new("技术与计划", "Technology and plan"),
                        [
                            Line("技术领域", "Technical field", "先进制造"),
                            Line("知识产权", "Intellectual property", "技术秘密"),
                            Line("计划来源", "Plan source", "计划外"),
                            Line("国民经济行业", "Industry", "通用设备制造业"),
                            Line("社会经济目标", "Socio-economic goal", "工商业发展"),
                        ]
                    ),
                    new(
                        new("价款与支付", "Price and payment"),
                        [
                            Line("支付方式", "Payment", "分期支付"),
                            Line("分期付款", "Instalments", "第1期480,000.00元；第2期480,000.00元；第3期240,000.00元"),
                            Line("非技术性费用", "Non-technical cost", "设备180,000.00元；原材料60,000.00元"),
                        ]
                    ),
                    new(new("其他", "Other"), [Line("关联交易", "Related parties", "否"), Line("合同语言", "Language", "中文")]),
                ],
                [
                    new("equipment", new("设备", "equipment"), Yuan.Of(180_000)),
                    new("material", new("原材料", "raw material"), Yuan.Of(60_000)),
                ]
            ),
        };

    public static ApplicationSubmitted Application { get; } =
        new()
        {
            CaseId = "1v7sp4gmsdsm98hd3kasejqajg",
            Submission = 1,
            Applicant = University,
            SubmittedOn = new(2026, 11, 20),
            RegistrarOffice = Office,
            Kind = "D1",
            KindName = new("委托开发", "commissioned development"),
            Title = Contract.Title,
            Sellers = [University],
            Buyers = [Company],
            SignedOn = new(2026, 9, 8),
            EffectiveFrom = new(2026, 9, 8),
            EffectiveTo = new(2028, 9, 8),
            ContractValue = Yuan.Of(1_200_000),
            ClaimedTechnicalAmount = Yuan.Of(960_000),
            Form = Contract.Form!,
            Attachments = [new("技术合同文本", "contract text"), new("知识产权证明", "proof of rights")],
        };

    public static RewardSnapshot Standing { get; } =
        new()
        {
            ClaimId = "claim1",
            Edition = 1,
            Beneficiary = new("12500107MB0A1B0135", "缙云理工大学（虚构）"),
            Role = new("卖方", "seller"),
            PolicyId = "sample-seller",
            PolicyVersion = 1,
            PolicyName = new("技术合同卖方奖励（示例）", "Seller reward (sample)"),
            Instrument = new("示例政策“技术合同卖方奖励”", "第三条", Confidence.Sample),
            Sample = true,
            Year = 2026,
            ContractNumbers = ["5000012026000042", "5000012026000057"],
            Contracts = 2,
            Base = Yuan.Of(960_000),
            Amount = Yuan.Of(9_600),
        };

    public static RewardDecided Reward { get; } =
        new()
        {
            Reward = Standing,
            DecidedOn = new(2026, 11, 20),
            Explanation =
            [
                new(
                    "base",
                    new("本年度到账技术性收入合计960,000.00元。", "Technical income received in the year."),
                    new Dictionary<string, string>(),
                    "960,000.00"
                ),
                new(
                    "tier",
                    new("首档：不超过1,000,000.00元的部分按1%计算。", "First tier: 1% of the part up to 1,000,000."),
                    new Dictionary<string, string>(),
                    "9,600.00",
                    new("示例政策“技术合同卖方奖励”", "第三条", Confidence.Sample)
                ),
                new(
                    "cap",
                    new("未达到年度上限50,000.00元。", "Below the year's cap."),
                    new Dictionary<string, string>(),
                    "9,600.00",
                    new("示例政策“技术合同卖方奖励”", "第四条", Confidence.Sample)
                ),
            ],
        };

    private static readonly GrantedPerson[] Team =
    [
        new("甄一（虚构）", "50%"),
        new("𠮷二（虚构）", "20%"),
        new("龘三（虚构）", "20%"),
        new("㛃四（虚构）", "10%"),
    ];

    public static GrantSnapshot Grant { get; } =
        new()
        {
            GrantId = "achievement1.g1",
            Edition = 1,
            AchievementId = "achievement1",
            AchievementName = "高精度视觉定位装置（虚构）",
            Rights =
            [
                new(new("发明专利", "invention patent"), "ZL202610012345.6"),
                new(new("计算机软件著作权", "software copyright"), "2026SR0123456"),
            ],
            Grantor = University,
            Type = "ownershipShare",
            TypeName = new("赋予部分所有权", "a share of ownership"),
            Share = "80%",
            StartsOn = new(2026, 11, 20),
            Exclusive = false,
            Team = Team,
        };

    public static GrantEnteredIntoForce InForce { get; } = new() { Grant = Grant, On = new(2026, 11, 20) };

    public static DistributionSnapshot Distribution { get; } =
        new()
        {
            DistributionId = "achievement1.d1",
            Edition = 1,
            GrantId = "achievement1.g1",
            AchievementName = "高精度视觉定位装置（虚构）",
            Payer = University,
            ContractNumber = "5000012026000042",
            IncomeOn = new(2026, 10, 8),
            Income = Yuan.Of(1_200_000),
            NetIncome = Yuan.Of(1_000_000),
            Pool = Yuan.Of(700_000),
            Awards = [new("person1", "甄一（虚构）", "60%", Yuan.Of(420_000)), new("person2", "𠮷二（虚构）", "40%", Yuan.Of(280_000))],
        };

    public static DistributionApproved Approved { get; } =
        new()
        {
            Distribution = Distribution,
            ApprovedOn = new(2026, 11, 20),
            PayUntil = new(2029, 10, 8),
        };

    public static CorrectionRequested Correction { get; } =
        new()
        {
            CaseId = "case1",
            Round = 1,
            Title = Contract.Title,
            Applicant = University,
            ReturnedOn = new(2026, 11, 20),
            RegistrarOffice = Office,
            Corrections =
            [
                new(
                    "paperUnreadable",
                    new("材料不清晰", "a paper cannot be read"),
                    "合同第三页看不清，请重新扫描上传。",
                    Draft39 with
                    {
                        Article = "",
                    }
                ),
                new(
                    "sealDiffers",
                    new("印章不全或名称不一致", "a seal is missing or names another"),
                    "买方印章为“重庆虎溪智造公司”，与合同首部名称不一致，请更换或者说明。",
                    Draft39
                ),
                new("other", new("其他", "other"), "请补充项目负责人的联系方式。"),
            ],
        };

    public static RefusalDecided Refusal { get; } =
        new()
        {
            CaseId = "case1",
            Round = 1,
            Title = Contract.Title,
            Applicant = University,
            RefusedOn = new(2026, 11, 20),
            RegistrarOffice = Office,
            Reason = new(
                "notTechnologyContract",
                new("不属于技术合同", "no technology contract"),
                "合同标的为标准软件和服务器的买卖，不含技术开发内容。",
                Draft39
            ),
        };

    public static ContractChanged Change { get; } =
        new()
        {
            Contract = Contract with
            {
                ContractValue = Yuan.Of(1_150_000),
                TechnicalAmount = Yuan.Of(910_000),
                Buyers = [Company with { Name = "重庆虎溪智能制造有限公司（虚构）" }],
            },
            Edition = 2,
            ChangedOn = new(2026, 11, 20),
            ClericalSlip = false,
        };

    public static IReadOnlyDictionary<string, CertificateContent> All { get; } =
        new Dictionary<string, CertificateContent>
        {
            ["registration"] = new RegistrationContent(Contract),
            ["applicationForm"] = new ApplicationContent(Application),
            ["changeApplication"] = new ApplicationContent(
                Application with
                {
                    Submission = 3,
                    Number = Contract.Number,
                    ChangeReason = "双方商定追加研究内容。",
                    ContractValue = null,
                    ClaimedTechnicalAmount = null,
                    Sellers = [.. Enumerable.Range(1, 6).Select(i => University with { Name = $"缙云理工大学第{i}研究所（虚构）" })],
                    Intermediary = Company with { Name = "重庆虚构技术转移有限公司" },
                }
            ),
            ["informationSheet"] = new InformationSheetContent(Contract, 1),
            ["correctionNotice"] = CorrectionContent.Of(Correction, Registrar),
            ["refusalNotice"] = new RefusalContent(Refusal, Wordings.RemedyOn(Refusal.RefusedOn, w => w.Registrar.Review))
            {
                Contact = Registrar.Contact,
            },
            ["changeNotice"] = new ChangeContent(Contract, Change),
            ["cancellationNotice"] = new CancellationContent(Contract, new(2026, 11, 20), "双方协商一致解除合同。", Remedy: null),
            ["revocationNotice"] = new CancellationContent(
                Contract,
                new(2026, 11, 20),
                "登记时提交的知识产权证明系伪造。",
                Wordings.RemedyOn(new(2026, 11, 20), w => w.Registrar.Review)
            )
            {
                Contact = Registrar.Contact,
            },
            ["incomeAssessment"] = new IncomeContent(
                Contract,
                1,
                "receipt1",
                new("12500107MB0A1B0135", "缙云理工大学（虚构）"),
                new("91500106MA5XUA015P", "重庆虎溪智造有限公司（虚构）"),
                new(2026, 11, 18),
                Yuan.Of(480_000),
                Yuan.Of(30_000),
                Yuan.Of(360_000)
            ),
            ["taxReliefOpinion"] = new TaxReliefContent(Contract, 1, Wordings.ReliefsOf("D1", Contract.SignedOn, Contract.EffectiveTo)),
            ["registeredList"] = new RegisteredListContent(
                [
                    .. Enumerable
                        .Range(0, 30)
                        .Select(i => ListedContract.Of(Contract with { ContractId = $"case{i}", Number = $"50000120260000{i + 10}" }, 1)),
                ],
                false,
                ["12500107MB0A1B0135"],
                Office
            ),
            ["rewardDecision"] = new RewardDecisionContent(Reward, RewardOfficeName) { Remedy = RewardRemedy, Contact = Rewards.Contact },
            ["rewardClawback"] = new RewardClawbackContent(
                new()
                {
                    Reward = Standing with
                    {
                        Edition = 2,
                        PolicyName = new("技术合同卖方奖励", "Seller reward"),
                        Instrument = new("某奖励办法（虚构）", "第三条", Confidence.Sample),
                        Sample = false,
                        ContractNumbers = ["5000012026000057"],
                        Contracts = 1,
                        Base = Yuan.Of(300_000),
                        Amount = Yuan.Of(3_000),
                    },
                    Replaces = 1,
                    Difference = Yuan.Of(6_600),
                    On = new(2026, 11, 20),
                    Reason = new("所依据的合同（登记编号5000012026000042）被撤销登记。", "Its contract was revoked."),
                    Explanation =
                    [
                        new(
                            "base",
                            new("本年度到账技术性收入合计300,000.00元。", "Technical income received in the year."),
                            new Dictionary<string, string>(),
                            "300,000.00"
                        ),
                        new(
                            "tier",
                            new("首档：不超过1,000,000.00元的部分按1%计算。", "First tier: 1% of the part up to 1,000,000."),
                            new Dictionary<string, string>(),
                            "3,000.00",
                            new("某奖励办法（虚构）", "第三条", Confidence.Sample)
                        ),
                    ],
                },
                RewardOfficeName
            )
            {
                Remedy = RewardRemedy,
                Contact = Rewards.Contact,
                Repayment = Rewards.Repayment,
            },
            ["rewardNotice"] = new RewardNoticeContent(
                new()
                {
                    Reward = Standing,
                    From = new(2026, 11, 20),
                    Until = new(2026, 11, 27),
                },
                RewardOfficeName
            )
            {
                Contact = Rewards.Contact,
            },
            ["grantNotice"] = new GrantNoticeContent(
                new()
                {
                    Grant = Grant with { StartsOn = null },
                    Decision = "2026年第12次校长办公会（虚构）",
                    From = new(2026, 11, 20),
                    Until = new(2026, 12, 4),
                }
            ),
            ["distributionNotice"] = new DistributionNoticeContent(
                new()
                {
                    Distribution = Distribution,
                    From = new(2026, 11, 20),
                    Until = new(2026, 12, 10),
                }
            ),
            ["grant"] = new GrantContent(InForce),
            ["longTermUse"] = new GrantContent(
                InForce with
                {
                    Grant = Grant with
                    {
                        Type = "longTermUse",
                        TypeName = new("长期使用权", "long-term right of use"),
                        Share = null,
                        EndsOn = new(2036, 11, 19),
                        RenewalYears = 5,
                        Exclusive = true,
                        Edition = 2,
                    },
                }
            ),
            ["agreementSummary"] = new AgreementContent(
                new()
                {
                    Grant = Grant with { StartsOn = null },
                    SignedOn = new(2026, 11, 19),
                    AgreementSha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                    IncomeShares = [new(new("团队", "the team"), "80%"), new(new("缙云理工大学（虚构）", "the university"), "20%")],
                    CostShares = [new(new("团队", "the team"), "80%"), new(new("缙云理工大学（虚构）", "the university"), "20%")],
                }
            ),
            ["distributionStatement"] = new DistributionContent(
                Distribution.AchievementName,
                University,
                Distribution.ContractNumber,
                Distribution.IncomeOn,
                Distribution.Awards[0],
                Approved.ApprovedOn,
                Approved.PayUntil,
                null
            ),
        };

    public static byte[] Pdf(string name, bool withEnglish = true) =>
        Pdf(All[name], withEnglish, edition: name is "longTermUse" or "rewardClawback" ? 2 : 1);

    public static byte[] Pdf(CertificateContent content, bool withEnglish = true, int edition = 1)
    {
        var described = content.Describe();
        return content.Render(
            new(
                "CQGX-2026-000042",
                edition,
                new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero),
                described.Title,
                described.Issuer,
                "https://certificates.example/api/verify/CQGX-2026-000042?code=0ABCD-1EFGH-2JKMN-3PQRS",
                "0ABCD-1EFGH-2JKMN-3PQRS",
                withEnglish
            )
        );
    }

    private static FormLine Line(string zh, string en, string value) => new(new(zh, en), new(value, value));
}
