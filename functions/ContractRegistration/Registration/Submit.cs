using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>A contract was handed in. Keeps what was handed in, without natural persons.</summary>
public sealed record ContractSubmitted(ContractContent Content, IReadOnlyList<Attachment> Attachments, Yuan? ClaimedTechnicalAmount, IReadOnlyList<Finding> Warnings, string By, DateTimeOffset At);

/// <summary>Handing in: the pre-check's errors stop it, its warnings go to the registrar. The same after a correction.</summary>
public static class Submit
{
    public static Outcome<Change<RegistrationCase>> Decide(RegistrationCase state, Caller caller, RuleBook rules, DateTimeOffset now)
    {
        if ((Access.Filer(state, caller, Words.Submit) ?? Access.Status(state, Words.Submit, CaseStatus.Draft, CaseStatus.Returned)) is { } problem) return problem;

        var check = Precheck.Run(state.Content, state.Attachments, rules, now.ChinaDate());
        if (Precheck.Refusal(check.Findings) is { } refusal) return refusal;

        var claimed = state.Content.ClaimedTechnicalAmount ?? check.TechnicalAmount;
        var submitted = state with
        {
            Status = CaseStatus.Submitted,
            Content = state.Content with { ClaimedTechnicalAmount = claimed },
            Findings = check.Findings,
            SubmittedAt = now,
            DuplicateKey = DuplicateKey.Of(state.Content),
        };
        return new Change<RegistrationCase>(submitted, new ContractSubmitted(submitted.Content.WithoutPersons(), state.Attachments, claimed, check.Findings, caller.Subject, now));
    }
}
