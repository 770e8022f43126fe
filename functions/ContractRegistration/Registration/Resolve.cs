using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// Resolves an objection, by a registrar who did not take part in the decision. If it is upheld, the examination starts again: for a
/// refused contract directly, for a registered one as a new version with the same number while the old one stays in force.
/// </summary>
public sealed class Resolve(Commands<Contract> commands, RuleBook rules, TimeProvider time)
{
    [Function("ResolveContract")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Resolve an objection; if it is upheld, the contract is examined again",
        Body = typeof(ResolveBody),
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/resolve")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ResolveBody>(
            request,
            id,
            (state, command, caller) => Decide(state, command, caller, rules, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Contract>> Decide(Contract state, ResolveBody command, Caller caller, RuleBook rules, DateTimeOffset now)
    {
        var problem =
            ContractLifeCycle.Resolve.Against(state, caller)
            ?? Access.Reason(command.Remarks, "remarks")
            ?? (command.Outcome == ObjectionOutcome.Upheld ? Access.NoOpenChange(state, caller) : null);
        if (problem is not null)
            return problem;

        var resolution = new Resolution(command.Outcome, command.Remarks, Act.Of(caller, now));
        var resolved = state with { Objection = state.Objection! with { Resolution = resolution } };
        if (command.Outcome == ObjectionOutcome.Dismissed)
            return new Change<Contract>(resolved, new ObjectionResolved(resolution));

        var set = rules.RuleSets.InForceOn(now.ChinaDate());
        var again = state with
        {
            Status = ContractStatus.Accepted,
            RuleSet = set.Id,
            Clock = set.StartClock(now.ChinaDate(), expertReview: false, rules.Calendar),
            Accepted = Act.Of(caller, now),
            Assessment = null,
            Assessed = null,
            Approved = null,
            Decided = null,
            Refusal = null,
            Corrections = [],
            DuplicateKey = DuplicateKey.Of(state.Content),
        };
        if (state.Status == ContractStatus.Refused)
            return new Change<Contract>(again with { Objection = resolved.Objection }, new ObjectionResolved(resolution));

        var version = again.Examination with { Edition = state.Edition + 1, Hints = [] };
        return new Change<Contract>(
            resolved with
            {
                PendingChange = new(state.Objection!.Ground, version),
            },
            new ObjectionResolved(resolution) { Edition = version.Edition }
        );
    }
}

[SchemaName("ResolveObjection")]
public sealed record ResolveBody(ObjectionOutcome Outcome, string Remarks);

[WireName("ObjectionResolved")]
public sealed record ObjectionResolved(Resolution Resolution) : ContractEvent;
