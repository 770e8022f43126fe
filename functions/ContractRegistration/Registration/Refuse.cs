using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

public sealed class Refuse(Commands<Contract> commands, RuleBook rules, TimeProvider time)
{
    private const int LongestRemarks = 2000;

    [Function("RefuseContract")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Refuse to register, with a coded reason",
        Body = typeof(RefuseBody),
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/refuse")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<RefuseBody>(
            request,
            id,
            (state, command, caller) => Decide(state, command, caller, rules, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Contract>> Decide(Contract state, RefuseBody command, Caller caller, RuleBook rules, DateTimeOffset now) =>
        state.OnOpenVersion(version => DecideOn(version, command, caller, rules, now));

    private static Outcome<Change<Contract>> DecideOn(Contract state, RefuseBody command, Caller caller, RuleBook rules, DateTimeOffset now)
    {
        if (ContractLifeCycle.Refuse.Against(state, caller) is { } problem)
            return problem;
        var reasons = rules.RuleSets.Pinned(state.RuleSet!).RefusalReasons;
        if (reasons.All(r => r.Code != command.ReasonCode))
            return Problem.Of(Catalogue.InvalidValue, ("reason", Return.Reasons(reasons, command.ReasonCode))).At("reasonCode");
        if (command.Remarks?.Length > LongestRemarks)
        {
            return Problem
                .Of(
                    Catalogue.InvalidValue,
                    (
                        "reason",
                        new Text(
                            $"不予登记的说明最多{LongestRemarks}个字符，请缩短。",
                            $"The explanation can have at most {LongestRemarks} characters. Shorten it."
                        )
                    )
                )
                .At("remarks");
        }

        var refusal = new Refusal(command.ReasonCode, command.Remarks);
        var refused = state with
        {
            Status = ContractStatus.Refused,
            Refusal = refusal,
            Refusals = state.Refusals + 1,
            Decided = Act.Of(caller, now),
            DuplicateKey = null,
            AssignedTo = null,
        };
        return new Change<Contract>(refused, new RegistrationRefused(refusal, caller.Subject, now));
    }
}

/// <param name="ReasonCode">Code of a refusal reason in the rule set.</param>
[SchemaName("RefuseCase")]
public sealed record RefuseBody(string ReasonCode, string? Remarks = null);

[WireName("RegistrationRefused")]
public sealed record RegistrationRefused(Refusal Refusal, string By, DateTimeOffset At) : ContractEvent;
