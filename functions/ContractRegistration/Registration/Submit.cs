using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 提交: submits a draft or corrected contract. Errors of the pre-check block it; warnings need a reason, which the registrar sees.
/// </summary>
public sealed class Submit(Commands<Contract> commands, RuleBook rules, TimeProvider time)
{
    private const int LongestReason = 500;

    [Function("SubmitContract")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Submit the contract. Errors of the pre-check block it; warnings need a reason",
        Body = typeof(SubmitBody),
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/submit")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<SubmitBody>(
            request,
            id,
            (state, command, caller) => Decide(state, command, caller, rules, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Contract>> Decide(Contract state, SubmitBody command, Caller caller, RuleBook rules, DateTimeOffset now) =>
        state.OnOpenVersion(version => DecideOn(version, command, caller, rules, now));

    internal static Outcome<Change<Contract>> DecideOn(
        Contract state,
        SubmitBody command,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now
    )
    {
        if (ContractLifeCycle.Submit.Against(state, caller) is { } problem)
            return problem;

        var check = Precheck.Run(state.Content, state.Attachments, rules, now.ChinaDate(), isChange: state.Edition > 1);
        if (Finding.Refusal(check.Findings.Concat(ReasonFindings(command, check.Findings))) is { } refusal)
            return refusal;

        var claimed = state.Content.ClaimedTechnicalAmount ?? check.TechnicalAmount;
        var submitted = state with
        {
            Status = ContractStatus.Submitted,
            Content = state.Content with { ClaimedTechnicalAmount = claimed },
            Findings = check.Findings,
            Reasons = [.. check.Findings.Where(f => f.Severity == Severity.Warning).Select(f => ReasonFor(f, command)!).Distinct()],
            SubmittedAt = now,
            DuplicateKey = DuplicateKey.Of(state.Content),
        };
        return new Change<Contract>(
            submitted,
            new ContractSubmitted(submitted.Content.WithoutPersons(), state.Attachments, claimed, check.Findings, caller.Subject, now)
            {
                Reasons = submitted.Reasons,
            }
        );
    }

    private static WarningReason? ReasonFor(Finding warning, SubmitBody command) =>
        command.Reasons.FirstOrDefault(r => r.Code == warning.Code && r.Path == warning.Path);

    private static IEnumerable<Finding> ReasonFindings(SubmitBody command, IReadOnlyList<Finding> findings)
    {
        for (var i = 0; i < command.Reasons.Count; i++)
        {
            if (command.Reasons[i] is null)
            {
                yield return new(
                    FindingCodes.ItemMissing,
                    Severity.Error,
                    $"reasons[{i}]",
                    new($"第{i + 1}项理由是空项，请填写或者删除。", $"Reason {i + 1} is empty. Fill it in or delete it.")
                );
                yield break;
            }
            if (string.IsNullOrWhiteSpace(command.Reasons[i].Reason) || command.Reasons[i].Reason.Length > LongestReason)
            {
                yield return new(
                    FindingCodes.TextUnfit,
                    Severity.Error,
                    $"reasons[{i}].reason",
                    new(
                        $"第{i + 1}项理由应为1至{LongestReason}个字符，请补充或者缩短。",
                        $"Reason {i + 1} must have 1 to {LongestReason} characters. Add or shorten it."
                    )
                );
            }
        }
        // Warnings with the same code and field need one reason together.
        foreach (
            var warning in findings
                .Where(f => f.Severity == Severity.Warning && ReasonFor(f, command) is null)
                .DistinctBy(f => (f.Code, f.Path))
        )
        {
            yield return new(
                FindingCodes.ReasonNeeded,
                Severity.Error,
                warning.Path,
                new(
                    $"{warning.Message.Zh}核对后仍需提交的，请说明理由。",
                    $"{warning.Message.En} If you have checked this and still want to submit, give the reason."
                ),
                warning.Citation
            );
        }
    }
}

[SchemaName("SubmitCase")]
public sealed record SubmitBody
{
    /// <summary>Reasons for submitting despite warnings of the pre-check; each warning needs one.</summary>
    public IReadOnlyList<WarningReason> Reasons { get; init; } = [];
}

/// <summary>Contains no natural persons, because events cannot be erased.</summary>
[WireName("ContractSubmitted")]
public sealed record ContractSubmitted(
    ContractContent Content,
    IReadOnlyList<Attachment> Attachments,
    Yuan? ClaimedTechnicalAmount,
    IReadOnlyList<Finding> Warnings,
    string By,
    DateTimeOffset At
) : ContractEvent
{
    public IReadOnlyList<WarningReason> Reasons { get; init; } = [];
}
