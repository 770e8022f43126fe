using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 登记: decides to register, by another person than the one who accepted; a large contract also needs the approval of a third. The number
/// is allotted after the commit: <see cref="AllotNumber"/>.
/// </summary>
public sealed class Register(Commands<Contract> commands, RuleBook rules, TimeProvider time)
{
    [Function("RegisterContract")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Decide to register the contract; the number is issued automatically",
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/register")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (state, _, caller) => Decide(state, caller, rules, time.GetUtcNow()), cancellation);

    public static Outcome<Change<Contract>> Decide(Contract state, Caller caller, RuleBook rules, DateTimeOffset now) =>
        state.OnOpenVersion(version => DecideOn(version, caller, rules, now));

    private static Outcome<Change<Contract>> DecideOn(Contract state, Caller caller, RuleBook rules, DateTimeOffset now)
    {
        if (ContractLifeCycle.Register.Against(state.Under(rules), caller) is { } problem)
            return problem;

        var assessment = state.Assessment!;
        var decided = state with { Status = ContractStatus.Decided, Decided = Act.Of(caller, now), AssignedTo = null };
        return new Change<Contract>(
            decided,
            new RegistrationDecided(
                assessment.Kind,
                state.Content.ContractValue ?? Yuan.Zero,
                assessment.TechnicalAmount,
                caller.Subject,
                now
            )
        );
    }
}

/// <summary>The number is allotted afterwards, with an event of its own.</summary>
[WireName("RegistrationDecided")]
public sealed record RegistrationDecided(string Kind, Yuan ContractValue, Yuan TechnicalAmount, string By, DateTimeOffset At)
    : ContractEvent;
