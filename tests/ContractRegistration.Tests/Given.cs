using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests;

/// <summary>Cases in the state that a test starts from. The samples are filed on Monday 2026-06-01.</summary>
internal static class Given
{
    public static readonly DateOnly Today = new(2026, 6, 1);
    public static readonly DateTimeOffset Now = At(Today);
    public static readonly RuleBook Rules = RuleBook.Load();
    public static readonly RuleSet Rules2026 = Rules.RuleSets.InForceOn(Today);

    public static readonly Caller Filer = Caller("office-u1");
    public static readonly Caller RegistrarA = Caller("registrar-a");
    public static readonly Caller RegistrarB = Caller("registrar-b");
    public static readonly Caller Approver = Caller("approver");

    private static readonly Dictionary<string, SampleContract> Samples = SampleFiles.Contracts(Today).ToDictionary(c => c.Id);

    /// <summary>Nine in the morning in China.</summary>
    public static DateTimeOffset At(DateOnly day) => new(day, new TimeOnly(1, 0), TimeSpan.Zero);

    public static Caller Caller(string name)
    {
        var user = SampleFiles.User(name);
        return new(user.Sub, user.DisplayName, user.Roles.Select(r => Enum.Parse<Role>(r, ignoreCase: true)).ToHashSet(), user.Org);
    }

    public static ContractContent Content(JsonNode content) => content.Deserialize<ContractContent>(Json.Strict)!;

    public static ContractContent Content(string sample) => Content(Samples[sample].Content);

    public static IReadOnlyList<Attachment> Papers(SampleContract sample) =>
        [.. sample.Attachments.Select(a => new Attachment(a.Name, a.Kind, "application/pdf", Ids.Sha256(a.Name), 1000))];

    public static RegistrationCase Drafted(string sample = "C01", DateOnly? on = null)
    {
        var today = on ?? Today;
        var contract = today == Today ? Samples[sample] : SampleFiles.Contract(sample, today);
        var filer = Caller(contract.FiledBy);
        var state = Draft.Decide($"case-{sample}", Content(contract.Content), filer, Rules, At(today)).Value.State;
        foreach (var paper in Papers(contract)) state = Attach.Decide(state, paper, filer, Rules, At(today)).Value.State;
        return state;
    }

    public static RegistrationCase Submitted(string sample = "C01", DateOnly? on = null) =>
        Submit.Decide(Drafted(sample, on), FilerOf(sample), Rules, At(on ?? Today)).Value.State;

    public static RegistrationCase Returned(string sample = "C01", DateOnly? on = null) =>
        Return.Decide(Submitted(sample, on), ACorrection, RegistrarA, Rules, At(on ?? Today)).Value.State;

    public static RegistrationCase Accepted(string sample = "C01", DateOnly? on = null) =>
        Accept.Decide(Submitted(sample, on), RegistrarA, Rules, At(on ?? Today)).Value.State;

    public static RegistrationCase UnderReview(string sample = "C01", DateOnly? on = null) =>
        Assess.Decide(Accepted(sample, on), AssessmentOf(sample), RegistrarB, Rules, At(on ?? Today)).Value.State;

    public static RegistrationCase ExpertReview(string sample = "C01", DateOnly? on = null) =>
        Refer.Decide(UnderReview(sample, on), RegistrarB, Rules, At(on ?? Today)).Value.State;

    public static RegistrationCase Decided(string sample = "C01", DateOnly? on = null)
    {
        var state = UnderReview(sample, on);
        var large = Samples[sample].Expected.Large;
        if (large) state = Approve.Decide(state, Approver, Rules, At(on ?? Today)).Value.State;
        return Register.Decide(state, RegistrarB, Rules, At(on ?? Today)).Value.State;
    }

    public static RegistrationCase Registered(string sample = "C01", DateOnly? on = null)
    {
        var state = Decided(sample, on);
        return Number.Decide(state, Rules.RuleSets.Pinned(state.RuleSet!).RegistrationNumber.Format(state.Decided!.At.ChinaDate(), 1)).Value.State;
    }

    public static RegistrationCase Refused() => Refuse.Decide(Accepted(), ARefusal, RegistrarB, Rules, Now).Value.State;

    public static RegistrationCase Withdrawn() => Withdraw.Decide(Submitted(), Filer, Now).Value.State;

    public static readonly ReturnCase ACorrection = new([new("paperUnreadable", "第三页看不清，请重新上传。")]);

    public static readonly RefuseCase ARefusal = new("notTechnologyContract", "属于货物买卖。");

    public static AssessCase AssessmentOf(string sample) => Samples[sample].Assessment.Deserialize<AssessCase>(Json.Strict)!;

    public static Caller FilerOf(string sample) => Caller(Samples[sample].FiledBy);

    public static RegistrationCase In(CaseStatus status) => status switch
    {
        CaseStatus.Draft => Drafted(),
        CaseStatus.Submitted => Submitted(),
        CaseStatus.Returned => Returned(),
        CaseStatus.Accepted => Accepted(),
        CaseStatus.UnderReview => UnderReview(),
        CaseStatus.ExpertReview => ExpertReview(),
        CaseStatus.Decided => Decided(),
        CaseStatus.Registered => Registered(),
        CaseStatus.Refused => Refused(),
        CaseStatus.Withdrawn => Withdrawn(),
    };
}
