using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Parties;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 受理: accepts a contract. This starts the clock and pins the rule set in force. After a correction, the clock starts on the day the
/// correction was submitted (技术合同认定登记管理办法 art. 14 of the draft).
/// </summary>
public sealed class Accept(Commands<Contract> commands, SameText sameText, ConfirmedZones zones, RuleBook rules, TimeProvider time)
{
    [Function("AcceptContract")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Accept the application: the time limit starts, and the rule set is fixed",
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/accept")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            async (state, _, caller) =>
                Against(state, caller) is { } problem
                    ? problem
                    : Decide(
                        state,
                        caller,
                        rules,
                        time.GetUtcNow(),
                        await zones.OfAsync(state, cancellation),
                        await sameText.OfAsync(state, cancellation)
                    ),
            cancellation
        );

    /// <summary>
    /// Called before the zone confirmations and contracts with the same text are read, so that a refused request does not read them.
    /// </summary>
    public static Problem? Against(Contract state, Caller caller) => ContractLifeCycle.Accept.Against(OpenVersion.Of(state), caller);

    /// <param name="zones">Zone confirmations for the parties, from the directory.</param>
    /// <param name="sameText">Other contracts with the same file as contract text.</param>
    public static Outcome<Change<Contract>> Decide(
        Contract state,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now,
        IReadOnlyList<ConfirmedZone>? zones = null,
        IReadOnlyList<ContractSummary>? sameText = null
    ) =>
        Against(state, caller) is { } problem
            ? problem
            : state.OnOpenVersion(version => DecideOn(version, caller, rules, now, zones ?? [], [.. (sameText ?? []).Select(SameText)]));

    private static Outcome<Change<Contract>> DecideOn(
        Contract state,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now,
        IReadOnlyList<ConfirmedZone> zones,
        IReadOnlyList<Finding> forOfficials
    )
    {
        var acceptedOn = state is { Corrections.Count: > 0, SubmittedAt: { } correctedAt } ? correctedAt.ChinaDate() : now.ChinaDate();
        var set = rules.RuleSets.InForceOn(acceptedOn);
        var clock = set.StartClock(acceptedOn, expertReview: false, rules.Calendar);
        var accepted = state with
        {
            Status = ContractStatus.Accepted,
            RuleSet = set.Id,
            Clock = clock,
            Accepted = Act.Of(caller, now),
            ConfirmedZones = zones,
            Hints = forOfficials,
        };
        return new Change<Contract>(
            accepted,
            new ContractAccepted(set.Id, clock, caller.Subject, now) { ConfirmedZones = zones, Hints = forOfficials }
        );
    }

    // A hint for officials only: the filer must not learn about the other contract.
    private static Finding SameText(ContractSummary other)
    {
        var name = other.Number ?? other.Id;
        return new(
            FindingCodes.SameTextFiled,
            Severity.Warning,
            "attachments",
            new(
                $"合同文本与另一事项（编号{name}，{other.Status.Name().Zh}）的合同文本相同，请核对是否重复申请。",
                $"The contract text is the same file as that of another contract, {name} "
                    + $"({other.Status.Name().En}). Check whether the application is a duplicate."
            )
        );
    }
}

[WireName("CaseAccepted")]
public sealed record ContractAccepted(string RuleSet, Clock Clock, string By, DateTimeOffset At) : ContractEvent
{
    /// <summary>Zone confirmations that apply from this acceptance on; null in events of earlier releases.</summary>
    public IReadOnlyList<ConfirmedZone>? ConfirmedZones { get; init; }

    /// <summary>Findings for officials only; null in events of earlier releases.</summary>
    public IReadOnlyList<Finding>? Hints { get; init; }
}
