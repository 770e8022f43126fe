using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Findings;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests;

/// <summary>Contracts in the states that tests start from. The samples are filed on Monday 2026-06-01.</summary>
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

    /// <summary>9:00 in China on this day.</summary>
    public static DateTimeOffset At(DateOnly day) => new(day, new TimeOnly(1, 0), TimeSpan.Zero);

    public static Caller Caller(string name)
    {
        var user = SampleFiles.User(name);
        return new(user.Sub, user.DisplayName, user.Roles.Select(r => Enum.Parse<Role>(r, ignoreCase: true)).ToHashSet(), user.Org);
    }

    public static ContractContent Content(JsonNode content) => content.Deserialize<ContractContent>(Json.Strict)!;

    public static ContractContent Content(string sample) => Content(Samples[sample].Content);

    public static IReadOnlyList<Attachment> Attachments(SampleContract sample) =>
        [.. sample.Attachments.Select(a => new Attachment(a.Name, a.Kind, "application/pdf", Ids.Sha256(a.Name), 1000))];

    public static Contract Drafted(string sample = "C01", DateOnly? on = null)
    {
        var today = on ?? Today;
        var contract = today == Today ? Samples[sample] : SampleFiles.Contract(sample, today);
        var filer = Caller(contract.FiledBy);
        var state = Draft.Decide($"case-{sample}", Content(contract.Content), filer, Rules, At(today)).Value.State;
        foreach (var attachment in Attachments(contract))
            state = Attach.Decide(state, attachment, filer, Rules, At(today)).Value.State;
        return state;
    }

    public static Contract Submitted(string sample = "C01", DateOnly? on = null)
    {
        var draft = Drafted(sample, on);
        return Submit.Decide(draft, ReasonsOf(sample), FilerOf(sample), Rules, At(on ?? Today)).Value.State;
    }

    public static SubmitBody ReasonsOf(string sample) =>
        new() { Reasons = [.. Samples[sample].Reasons.Select(r => new WarningReason(r.Code, r.Path, r.Reason))] };

    public static SubmitBody ReasonsFor(Contract draft, DateOnly? on = null) =>
        new() { Reasons = ReasonsFor(Precheck.Run(draft.Content, draft.Attachments, Rules, on ?? Today, draft.Edition > 1)) };

    private static IReadOnlyList<WarningReason> ReasonsFor(PrecheckResult check) =>
        [.. check.Findings.Where(f => f.Severity == Severity.Warning).Select(f => new WarningReason(f.Code, f.Path, "已核对，情况属实。"))];

    public static Contract Returned(string sample = "C01", DateOnly? on = null) =>
        Return.Decide(Submitted(sample, on), ACorrection, RegistrarA, Rules, At(on ?? Today)).Value.State;

    public static Contract Accepted(string sample = "C01", DateOnly? on = null) =>
        Accept.Decide(Submitted(sample, on), RegistrarA, Rules, At(on ?? Today)).Value.State;

    public static Contract UnderReview(string sample = "C01", DateOnly? on = null) =>
        Assess.Decide(Accepted(sample, on), AssessmentOf(sample), RegistrarB, Rules, At(on ?? Today)).Value.State;

    public static Contract ExpertReview(string sample = "C01", DateOnly? on = null) =>
        Refer.Decide(UnderReview(sample, on), RegistrarB, Rules, At(on ?? Today)).Value.State;

    public static Contract Decided(string sample = "C01", DateOnly? on = null)
    {
        var state = UnderReview(sample, on);
        var large = Samples[sample].Expected.Large;
        if (large)
            state = Approve.Decide(state, Approver, Rules, At(on ?? Today)).Value.State;
        return Register.Decide(state, RegistrarB, Rules, At(on ?? Today)).Value.State;
    }

    public static Contract Registered(string sample = "C01", DateOnly? on = null)
    {
        var state = Decided(sample, on);
        return Number
            .Decide(state, Rules.RuleSets.Pinned(state.RuleSet!).RegistrationNumber.Format(state.Decided!.At.ChinaDate(), 1))
            .Value.State;
    }

    public static Contract Refused() => Refuse.Decide(Accepted(), ARefusal, RegistrarB, Rules, Now).Value.State;

    public static Contract Withdrawn() => Withdraw.Decide(Submitted(), Filer, Now).Value.State;

    public static Contract Cancelled() => Cancel.Decide(Registered(), AnEnd, Filer, Now).Value.State;

    public static Contract Revoked() => Revocation(Registered()).State;

    /// <summary>A revocation that registrar-a proposed and registrar-b confirmed.</summary>
    public static Change<Contract> Revocation(Contract state) =>
        ConfirmRevocation.Decide(Revoke.Decide(state, AnEnd, RegistrarA, Now).Value.State, new(true), RegistrarB, Now).Value;

    /// <summary>The content of C01 after a change by its parties: 50,000 yuan less in the last instalment.</summary>
    public static ContractContent ChangedContent(ContractContent? content = null)
    {
        var before = content ?? Registered().Content;
        return before with
        {
            ContractValue = Yuan.Of(1_150_000),
            ClaimedTechnicalAmount = Yuan.Of(910_000),
            Instalments = [.. before.Instalments.Take(2), before.Instalments[2] with { Amount = Yuan.Of(190_000) }],
        };
    }

    /// <summary>The registered C01 with a pending change that has this status.</summary>
    public static Contract Changing(ContractStatus status)
    {
        var filed = FileChange.Decide(Registered(), new(ChangedContent(), "双方协商调减价款。"), Filer, Rules, Now).Value.State;
        Contract Then(Outcome<Change<Contract>> outcome) => outcome.Value.State;
        Contract Accepted() => Then(Accept.Decide(filed, RegistrarA, Rules, Now));
        Contract UnderReview() =>
            Then(Assess.Decide(Accepted(), AssessmentOf("C01") with { TechnicalAmount = Yuan.Of(910_000) }, RegistrarB, Rules, Now));
        return status switch
        {
            ContractStatus.Submitted => filed,
            ContractStatus.Returned => Then(Return.Decide(filed, ACorrection, RegistrarA, Rules, Now)),
            ContractStatus.Accepted => Accepted(),
            ContractStatus.UnderReview => UnderReview(),
            ContractStatus.ExpertReview => Then(Refer.Decide(UnderReview(), RegistrarB, Rules, Now)),
            ContractStatus.Refused => Then(Refuse.Decide(Accepted(), ARefusal, RegistrarB, Rules, Now)),
            ContractStatus.Registered => Then(Register.Decide(UnderReview(), RegistrarB, Rules, Now)),
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No change stands there."),
        };
    }

    public static Contract Objected(Contract state) => RaiseObjection.Decide(state, new("技术交易额的核定有误。"), Filer, Now).Value.State;

    public static readonly EndBody AnEnd = new("合同已解除。");

    public static readonly ReturnBody ACorrection = new([new("paperUnreadable", "第三页看不清，请重新上传。")]);

    /// <summary>The body of a submission that answers each point of the last return.</summary>
    public static SubmitBody AnswersTo(Contract state, SubmitBody? body = null) =>
        (body ?? new()) with
        {
            Answers = [.. OpenVersion.Of(state).Corrections.Select((_, i) => new CorrectionAnswer(i, "已重新上传清晰的扫描件。"))],
        };

    public static readonly RefuseBody ARefusal = new("notTechnologyContract", "属于货物买卖。");

    public static AssessBody AssessmentOf(string sample) => Samples[sample].Assessment.Deserialize<AssessBody>(Json.Strict)!;

    /// <summary>All recognition tests of a kind, answered as met.</summary>
    public static IReadOnlyList<TestAnswer> TestsMet(string kind) => [.. Rules2026.TestsOf(kind).Select(t => new TestAnswer(t.Code, true))];

    public static Caller FilerOf(string sample) => Caller(Samples[sample].FiledBy);

    public static Contract In(ContractStatus status) =>
        status switch
        {
            ContractStatus.Draft => Drafted(),
            ContractStatus.Submitted => Submitted(),
            ContractStatus.Returned => Returned(),
            ContractStatus.Accepted => Accepted(),
            ContractStatus.UnderReview => UnderReview(),
            ContractStatus.ExpertReview => ExpertReview(),
            ContractStatus.Decided => Decided(),
            ContractStatus.Registered => Registered(),
            ContractStatus.Refused => Refused(),
            ContractStatus.Withdrawn => Withdrawn(),
            ContractStatus.Cancelled => Cancelled(),
            ContractStatus.Revoked => Revoked(),
        };
}
