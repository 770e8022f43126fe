using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 提交: submits a draft or corrected contract. Errors of the pre-check block it; warnings need a reason, which the registrar sees.
/// </summary>
public sealed class Submit(Commands<Contract> commands, LinkedContracts linked, RuleBook rules, TimeProvider time)
{
    private const int LongestReason = 500;
    private const int LongestAnswer = 1000;

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
            async (state, command, caller) =>
                Against(state, caller) is { } problem
                    ? problem
                    : Decide(
                        state,
                        command,
                        caller,
                        rules,
                        time.GetUtcNow(),
                        await linked.FindingsAsync(OpenVersion.Of(state).Content, cancellation)
                    ),
            cancellation
        );

    /// <summary>Called before the linked contract is looked up, so that a refused request does not look it up.</summary>
    public static Problem? Against(Contract state, Caller caller) => ContractLifeCycle.Submit.Against(state, caller);

    /// <param name="linked">Findings about the linked contract.</param>
    public static Outcome<Change<Contract>> Decide(
        Contract state,
        SubmitBody command,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now,
        IReadOnlyList<Finding>? linked = null
    ) => state.OnOpenVersion(version => DecideOn(version, command, caller, rules, now, linked ?? []));

    internal static Outcome<Change<Contract>> DecideOn(
        Contract state,
        SubmitBody command,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now,
        IReadOnlyList<Finding> linked
    )
    {
        if (Against(state, caller) is { } problem)
            return problem;

        var check = Precheck.Run(state.Content, state.Attachments, rules, now.ChinaDate(), isChange: state.Edition > 1, command.ToFollow);
        check = check with { Findings = [.. check.Findings, .. linked] };
        if (
            Finding.Refusal(
                check
                    .Findings.Concat(ReasonFindings(command, check.Findings))
                    .Concat(AnswerFindings(command, state))
                    .Concat(FollowFindings(command, state, rules, now.ChinaDate()))
            ) is
            { } refusal
        )
            return refusal;

        var claimed = state.Content.ClaimedTechnicalAmount ?? check.TechnicalAmount;
        var submitted = state with
        {
            Status = ContractStatus.Submitted,
            Content = state.Content with { ClaimedTechnicalAmount = claimed },
            Findings = check.Findings,
            Reasons = [.. check.Findings.Where(f => f.Severity == Severity.Warning).Select(f => ReasonFor(f, command)!).Distinct()],
            SubmittedAt = now,
            ToFollow = command.ToFollow,
            CorrectionRounds = Answered(state, command, now),
            Submissions = state.Submissions + 1,
            DuplicateKey = DuplicateKey.Of(state.Content),
        };
        return new Change<Contract>(
            submitted,
            new ContractSubmitted(submitted.Content.WithoutPersons(), state.Attachments, claimed, check.Findings, caller.Subject, now)
            {
                Reasons = submitted.Reasons,
                Answers = command.Answers.Count > 0 ? command.Answers : null,
                ToFollow = command.ToFollow.Count > 0 ? command.ToFollow : null,
            }
        );
    }

    private static IEnumerable<Finding> FollowFindings(SubmitBody command, Contract state, RuleBook rules, DateOnly today)
    {
        var papers = rules.RuleSets.InForceOn(today).Papers;
        for (var i = 0; i < command.ToFollow.Count; i++)
        {
            var one = command.ToFollow[i];
            var paper = papers.FirstOrDefault(p => p.Kind == one?.Kind);
            if (
                one is null
                || paper?.FollowsWithin is not { } days
                || !paper.IsNeededFor(state.Content)
                || state.Attachments.Any(a => a.Kind == one.Kind)
                || command.ToFollow.Take(i).Any(f => f?.Kind == one.Kind)
            )
            {
                yield return Wrong(
                    FindingCodes.AttachmentMayNotFollow,
                    $"toFollow[{i}]",
                    $"第{i + 1}项容缺材料不属于可以容缺的材料，或者已经上传，请上传或者删除该项。",
                    $"Item {i + 1} may not follow later, or is there already. Upload it or remove the item."
                );
            }
            else if (rules.Calendar.After(today, days).Date is var last && (one.By < today || one.By > last))
            {
                yield return Wrong(
                    FindingCodes.AttachmentMayNotFollow,
                    $"toFollow[{i}].by",
                    $"{paper.Name.Zh}应在{last:yyyy年M月d日}前补交，请核对补交日期。",
                    $"The {paper.Name.En} follows by {last:yyyy-MM-dd} at the latest. Check the day."
                );
            }
        }
    }

    // A contract that an earlier release returned has no round yet.
    private static IReadOnlyList<CorrectionRound> Answered(Contract state, SubmitBody command, DateTimeOffset now)
    {
        if (state.Status != ContractStatus.Returned)
            return state.CorrectionRounds;
        var last = state.CorrectionRounds is [.., { AnsweredAt: null } round] ? round : new(state.Corrections, null, []);
        return
        [
            .. state.CorrectionRounds.Where(r => r.AnsweredAt is not null),
            last with
            {
                Answers = [.. command.Answers.OrderBy(a => a.Correction)],
                AnsweredAt = now,
            },
        ];
    }

    private static IEnumerable<Finding> AnswerFindings(SubmitBody command, Contract state)
    {
        var points = state.Status == ContractStatus.Returned ? state.Corrections : [];
        for (var i = 0; i < command.Answers.Count; i++)
        {
            var answer = command.Answers[i];
            if (answer is null || answer.Correction < 0 || answer.Correction >= points.Count)
                yield return Wrong(
                    FindingCodes.AnswerUnfit,
                    $"answers[{i}]",
                    $"第{i + 1}项答复没有对应的补正内容，请核对或者删除。",
                    $"Answer {i + 1} belongs to no point of the list of corrections. Check or remove it."
                );
            else if (command.Answers.Take(i).Any(a => a?.Correction == answer.Correction))
                yield return Wrong(
                    FindingCodes.AnswerUnfit,
                    $"answers[{i}]",
                    $"第{answer.Correction + 1}处补正内容有两项答复，请合并。",
                    $"Correction {answer.Correction + 1} has two answers. Merge them."
                );
            else if (string.IsNullOrWhiteSpace(answer.Text) || answer.Text.Length > LongestAnswer)
                yield return Wrong(
                    FindingCodes.TextUnfit,
                    $"answers[{i}].text",
                    $"第{answer.Correction + 1}处补正内容的答复应为1至{LongestAnswer}个字符，请补充或者缩短。",
                    $"The answer to correction {answer.Correction + 1} has 1 to {LongestAnswer} characters. Add or shorten it."
                );
        }
        for (var i = 0; i < points.Count; i++)
        {
            if (command.Answers.All(a => a?.Correction != i))
                yield return Wrong(
                    FindingCodes.AnswerMissing,
                    $"corrections[{i}]",
                    $"第{i + 1}处补正内容“{points[i].Message}”尚未答复，请逐条说明如何补正。",
                    $"Correction {i + 1}, '{points[i].Message}', has no answer. Say for each point how it was corrected."
                );
        }
    }

    private static Finding Wrong(FindingCode code, string path, string zh, string en) => new(code, Severity.Error, path, new(zh, en));

    private static WarningReason? ReasonFor(Finding warning, SubmitBody command) =>
        command.Reasons.FirstOrDefault(r => r.Code == warning.Code && r.Path == warning.Path);

    private static IEnumerable<Finding> ReasonFindings(SubmitBody command, IReadOnlyList<Finding> findings)
    {
        for (var i = 0; i < command.Reasons.Count; i++)
        {
            if (command.Reasons[i] is null)
            {
                yield return Wrong(
                    FindingCodes.ItemMissing,
                    $"reasons[{i}]",
                    $"第{i + 1}项理由是空项，请填写或者删除。",
                    $"Reason {i + 1} is empty. Fill it in or delete it."
                );
                yield break;
            }
            if (string.IsNullOrWhiteSpace(command.Reasons[i].Reason) || command.Reasons[i].Reason.Length > LongestReason)
            {
                yield return Wrong(
                    FindingCodes.TextUnfit,
                    $"reasons[{i}].reason",
                    $"第{i + 1}项理由应为1至{LongestReason}个字符，请补充或者缩短。",
                    $"Reason {i + 1} must have 1 to {LongestReason} characters. Add or shorten it."
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

    /// <summary>After a return for correction: an answer to each point of the list.</summary>
    public IReadOnlyList<CorrectionAnswer> Answers { get; init; } = [];

    /// <summary>Attachments that follow later (容缺), as far as the rule set allows it.</summary>
    public IReadOnlyList<AttachmentToFollow> ToFollow { get; init; } = [];
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

    /// <summary>Answers to the corrections; null unless the contract had been returned.</summary>
    public IReadOnlyList<CorrectionAnswer>? Answers { get; init; }

    /// <summary>Attachments that follow later; null if there are none.</summary>
    public IReadOnlyList<AttachmentToFollow>? ToFollow { get; init; }
}
