using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Rules;
using TechTransfer.Testing;

namespace TechTransfer.OwnershipGrants.Tests;

/// <summary>Test data for grants: U1's invention with a team of four. All persons are made up (虚构).</summary>
internal static class Given
{
    /// <summary>2026-06-10, 10:00 in China.</summary>
    public static readonly DateTimeOffset Now = new(2026, 6, 10, 2, 0, 0, TimeSpan.Zero);

    public static readonly Caller Office = Caller("office-u1");
    public static readonly Caller SecondPerson = Caller("office-u1-b");
    public static readonly Caller OtherOffice = Caller("office-u2");
    public static readonly Caller Auditor = Caller("auditor");

    public static Caller Caller(string user)
    {
        var sample = SampleFiles.User(user);
        return new(sample.Sub, sample.DisplayName, sample.Roles.Select(r => Enum.Parse<Role>(r, ignoreCase: true)).ToHashSet(), sample.Org);
    }

    public static string Hash(string text) => Ids.Sha256(text);

    public static Owner U1 { get; } = new(SampleFiles.Uscc("U1"), "缙云理工大学（虚构）", "022", "500107", true, Share.One);

    /// <summary>The achievement of K01: four persons with 50, 20, 20 and 10 per cent.</summary>
    public static RecordAchievementBody AnInvention { get; } =
        new()
        {
            Name = "高精度传感芯片封装方法（虚构）",
            Kind = "patent",
            CompletedOn = new(2025, 3, 1),
            Rights =
            [
                new("patent", "ZL202310012345.6", FiledOn: new(2023, 1, 10), GrantedOn: new(2025, 2, 20), ExpiresOn: new(2043, 1, 9)),
            ],
            FundOrigin = "publicPlan",
            PlanNumber = "2021YFB0000000",
            Owners = [U1],
            Team =
            [
                new()
                {
                    Name = "成员甲（虚构）",
                    IdNumber = "500000199001010011",
                    Share = Share.Percent(50),
                    Representative = true,
                },
                new() { Name = "成员乙（虚构）", Share = Share.Percent(20) },
                new() { Name = "成员丙（虚构）", Share = Share.Percent(20) },
                new()
                {
                    Name = "成员丁（虚构）",
                    Share = Share.Percent(10),
                    Standing = MemberRelation.Student,
                },
            ],
            InnerAgreementSha256 = Hash("inner agreement"),
        };

    public static Achievement Recorded(RecordAchievementBody? body = null) =>
        RecordAchievement.Decide("a1", body ?? AnInvention, Office, Now).Value.State;

    public static readonly GrantRuleBook Rules = GrantRuleBook.Load();

    public const string G1 = "a1.g1";

    public static Consent[] Consents(int persons = 4) =>
        [.. Enumerable.Range(1, persons).Select(i => new Consent($"p{i}", Now.ChinaDate(), Hash($"consent {i}")))];

    /// <summary>The application of K01: 80% to the team of four, with E5 as the taker.</summary>
    public static ApplyBody AnApplication { get; } =
        new()
        {
            Preset = "share80",
            Plan = "与重庆渝北传感有限公司（虚构）合作实施专利转让。",
            Takers = [new("重庆渝北传感有限公司（虚构）", SampleFiles.Uscc("E5"))],
            Relations = [new(0, Related: false)],
            Consents = Consents(),
        };

    /// <summary>The application of K02: a use right for 5 years, extendable by 5.</summary>
    public static ApplyBody AUse { get; } = AnApplication with { Preset = "use5plus5" };

    public static ClearTitleBody AClearTitle =>
        new(
            Now.ChinaDate(),
            [.. Rules.InForceOn(Now.ChinaDate())!.NegativeList.Select(i => new NegativeAnswer(i.Code, false))],
            Hash("title report")
        );

    public static DateTimeOffset After(int days) => Now.AddDays(days);

    /// <summary>Day 20, after the end of the notice; agreements are signed on this day.</summary>
    public static readonly DateTimeOffset Later = After(20);

    /// <summary>The achievement with one grant in this status, brought there by the real decisions.</summary>
    public static Achievement In(GrantStatus status, ApplyBody? application = null, RecordAchievementBody? achievement = null)
    {
        var state = Apply.Decide(Recorded(achievement), application ?? AnApplication, Office, Rules, Now).Value.State;
        return status switch
        {
            GrantStatus.Refused => Refuse(To(state, GrantStatus.FormChecked)),
            GrantStatus.Withdrawn => Withdraw.Decide(state, G1, new("团队放弃。"), Office, Rules, Now).Value.State,
            GrantStatus.TakenBack => TakeBack
                .Decide(To(state, GrantStatus.InForce), G1, new("未转化。"), Office, Rules, After(20 + 366))
                .Value.State,
            GrantStatus.Terminated => Terminate
                .Decide(
                    To(state, GrantStatus.InForce),
                    G1,
                    new(TerminationGround.Agreed, "双方协商。", Later.ChinaDate()),
                    Office,
                    Rules,
                    Later
                )
                .Value.State,
            _ => To(state, status),
        };
    }

    private static Achievement Refuse(Achievement state) =>
        ClearTitle
            .Decide(
                state,
                G1,
                AClearTitle with
                {
                    NegativeList =
                    [
                        .. AClearTitle.NegativeList.Select((a, i) => i == 0 ? a with { Applies = true, Remarks = "涉及国家安全。" } : a),
                    ],
                },
                Office,
                Rules,
                Now
            )
            .Value.State;

    private static Achievement To(Achievement state, GrantStatus status)
    {
        while (state.Grants[0].Status != status)
            state = Next(state, status);
        return state;
    }

    private static Achievement Next(Achievement state, GrantStatus goal) =>
        (
            state.Grants[0].Status switch
            {
                GrantStatus.Applied => Check.Decide(state, G1, new([Hash("application")]), Office, Rules, Now),
                GrantStatus.FormChecked => ClearTitle.Decide(state, G1, AClearTitle, Office, Rules, Now),
                GrantStatus.TitleCleared => Appraise.Decide(
                    state,
                    G1,
                    new(PriceManner.Agreement, Now.ChinaDate(), Yuan.Of(800_000), "某评估公司（虚构）", Hash("appraisal")),
                    Office,
                    Rules,
                    Now
                ),
                GrantStatus.Appraised => DecideGrant.Decide(
                    state,
                    G1,
                    new(true, "校长办公会纪要〔2026〕6号（虚构）", Hash("minutes"), Now.ChinaDate()),
                    SecondPerson,
                    Rules,
                    Now
                ),
                GrantStatus.Decided => Publish.Decide(state, G1, new(), Office, Rules, Now),
                GrantStatus.OnNotice when goal == GrantStatus.Objected => RaiseObjection.Decide(
                    state,
                    G1,
                    AnObjection,
                    Office,
                    Rules,
                    After(3)
                ),
                GrantStatus.OnNotice => (Outcome<Change<Achievement>>)GrantClock.Decide(state, Later)!,
                GrantStatus.NoticeEnded => Sign.Decide(state, G1, new(Hash("agreement"), Later.ChinaDate()), Office, Rules, Later),
                GrantStatus.Signed when RecordRightHolder.Needed(state, state.Grants[0]) => RecordRightHolder.Decide(
                    state,
                    G1,
                    new([new(0, Later.ChinaDate(), Hash("register"))]),
                    Office,
                    Rules,
                    Later
                ),
                GrantStatus.Signed or GrantStatus.RightHolderRecorded => EnterIntoForce.Decide(
                    state,
                    G1,
                    new(),
                    SecondPerson,
                    Rules,
                    Later
                ),
                GrantStatus.InForce when goal == GrantStatus.Extended => Extend.Decide(
                    Converted(state),
                    G1,
                    new(5, Hash("extension"), "转化顺利。"),
                    Office,
                    Rules,
                    Later
                ),
                GrantStatus.InForce => (Outcome<Change<Achievement>>)GrantClock.Decide(state, Later.AddYears(40))!,
                var stuck => throw new InvalidOperationException($"From {stuck} no action leads to {goal}."),
            }
        )
            .Value
            .State;

    public static RaiseObjectionBody AnObjection => new("前成员己（虚构）", "本人参与了主要工作，未列入团队。", After(3).ChinaDate());

    public static Achievement Converted(Achievement state) => FollowContract.Decide(state, AContract(), Later)?.State ?? state;

    /// <summary>Contract C03: U1 assigns the patent to E5; names the achievement unless null is given.</summary>
    public static ContractRegistered C03(string? achievement = "a1") =>
        SampleMessages.Registered with
        {
            ContractId = "case-c03",
            Number = "5000012026000003",
            RegisteredOn = Later.ChinaDate(),
            Kind = "T1",
            KindName = new("专利权转让", "patent assignment"),
            Title = "高精度传感芯片封装方法专利转让（虚构）",
            Sellers = [U1.ToMessage()],
            Buyers = [new(SampleFiles.Uscc("E5"), "重庆渝北传感有限公司（虚构）", "150", "500112", "142", false)],
            SignedOn = Now.ChinaDate(),
            EffectiveFrom = Now.ChinaDate(),
            EffectiveTo = Now.ChinaDate().AddYears(3),
            ContractValue = Yuan.Of(800_000),
            TechnicalAmount = Yuan.Of(800_000),
            PaymentMode = "once",
            AchievementId = achievement,
        };

    public static ContractRecord AContract(long version = 9, string achievement = "a1") => Of(C03(achievement), version);

    public static ContractRecord Of(ContractRegistered message, long version = 9) =>
        ContractNews.See(new() { Id = message.ContractId }, version, message)!;

    public static ContractRecord Fallen(ContractRecord contract, long version, IncomeLoss loss) =>
        ContractNews.See(contract, version, loss, new("已终止", "It ended."))!;
}
