using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 变更登记: files a change, which is examined like a new contract (技术合同认定登记管理办法 art. 16 of the draft). Until the change is registered the
/// contract stays as it is; it keeps its number.
/// </summary>
public sealed class FileChange(Commands<Contract> commands, LinkedContracts linked, RuleBook rules, TimeProvider time)
{
    [Function("ChangeContract")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "File a change of a registered contract, which stays in force until the change is registered",
        Body = typeof(FileChangeBody),
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/change")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<FileChangeBody>(
            request,
            id,
            async (state, command, caller) =>
                ContractLifeCycle.Change.Against(state, caller) is { } problem
                    ? problem
                    : Decide(state, command, caller, rules, time.GetUtcNow(), await linked.FindingsAsync(command.Content, cancellation)),
            cancellation
        );

    public static Outcome<Change<Contract>> Decide(
        Contract state,
        FileChangeBody command,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now,
        IReadOnlyList<Finding>? linked = null
    )
    {
        var problem =
            ContractLifeCycle.Change.Against(state, caller)
            ?? Access.Reason(command.Reason, "reason")
            ?? MinimumContent.Check(command.Content, caller, rules, now.ChinaDate());
        if (problem is not null)
            return problem;
        if (SameAs(state.Content, command.Content))
            return Problem.Of(Catalogue.NothingChanged).At("content");

        var version = new Examination
        {
            Status = ContractStatus.Draft,
            Content = command.Content,
            Attachments = [.. state.ChangePapers.Aggregate(state.Attachments, Attach.With)],
            Edition = state.Edition + 1,
        };
        var submitted = Submit.DecideOn(
            state with
            {
                Examination = version,
            },
            new() { Reasons = command.Reasons },
            caller,
            rules,
            now,
            linked ?? []
        );
        if (submitted.Problem is not null)
            return submitted;

        var changed = state with
        {
            PendingChange = new(command.Reason, submitted.Value.State.Examination),
            ChangePapers = [],
            Submissions = submitted.Value.State.Submissions,
        };
        return new Change<Contract>(
            changed,
            new ChangeFiled(command.Reason, (ContractSubmitted)submitted.Value.Event!, caller.Subject, now) { Edition = version.Edition }
        );
    }

    // The submission fills in a technical amount that the filer leaves out, so a missing technical amount is no difference.
    private static bool SameAs(ContractContent registered, ContractContent changed) =>
        Json.Write(registered)
        == Json.Write(changed with { ClaimedTechnicalAmount = changed.ClaimedTechnicalAmount ?? registered.ClaimedTechnicalAmount });
}

/// <param name="Content">The whole content, also the fields that do not change.</param>
/// <param name="Reason">Reason for the change, such as what the parties agreed.</param>
[SchemaName("ChangeContract")]
public sealed record FileChangeBody(ContractContent Content, string Reason)
{
    /// <summary>Reasons for filing despite warnings of the pre-check; each warning needs one.</summary>
    public IReadOnlyList<WarningReason> Reasons { get; init; } = [];
}

/// <summary>Contains no natural persons, because events cannot be erased.</summary>
[WireName("ChangeFiled")]
public sealed record ChangeFiled(string Reason, ContractSubmitted Submission, string By, DateTimeOffset At) : ContractEvent;
