using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.Testing;

namespace TechTransfer.OwnershipGrants.Tests;

/// <summary>Things to start from: U1's invention with a team of four. All persons are made up (虚构).</summary>
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

    /// <summary>K01: four persons with 50, 20, 20 and 10 per cent.</summary>
    public static RecordAchievement AnInvention { get; } = new()
    {
        Name = "高精度传感芯片封装方法（虚构）",
        Kind = "patent",
        CompletedOn = new(2025, 3, 1),
        Rights = [new("patent", "ZL202310012345.6", FiledOn: new(2023, 1, 10), GrantedOn: new(2025, 2, 20), ExpiresOn: new(2043, 1, 9))],
        FundOrigin = "publicPlan",
        PlanNumber = "2021YFB0000000",
        Owners = [U1],
        Team =
        [
            new() { Name = "成员甲（虚构）", IdNumber = "500000199001010011", Share = Share.Percent(50), Representative = true },
            new() { Name = "成员乙（虚构）", Share = Share.Percent(20) },
            new() { Name = "成员丙（虚构）", Share = Share.Percent(20) },
            new() { Name = "成员丁（虚构）", Share = Share.Percent(10), Standing = Standing.Student },
        ],
        InnerAgreementSha256 = Hash("inner agreement"),
    };

    public static Achievement Recorded(RecordAchievement? body = null) => RecordAchievementDecision.Decide("a1", body ?? AnInvention, Office, Now).Value.State;
}
