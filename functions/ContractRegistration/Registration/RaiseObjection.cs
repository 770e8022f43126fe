using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 异议: the filer or finance objects to a decision (技术合同认定登记管理办法 art. 17 of the draft, whose text is known only in part). The registration
/// stays in force meanwhile; the granting bodies decide whether to pay benefits.
/// </summary>
public sealed class RaiseObjection(Commands<Contract> commands, TimeProvider time)
{
    [Function("ObjectContract")]
    [Allowed(Role.Office, Role.Company, Role.Finance)]
    [Operation("Object to the decision", Body = typeof(RaiseObjectionBody), Answer = typeof(ContractView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/object")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<RaiseObjectionBody>(
            request,
            id,
            (state, command, caller) => Decide(state, command, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Contract>> Decide(Contract state, RaiseObjectionBody command, Caller caller, DateTimeOffset now)
    {
        var isFinance = caller.Is(Role.Finance);
        var problem = ContractLifeCycle.Object.Against(state, caller) ?? Access.Reason(command.Ground, "ground");
        if (problem is not null)
            return problem;

        var objection = new Objection(command.Ground, isFinance ? null : state.Filer.Organisation, Act.Of(caller, now));
        return new Change<Contract>(state with { Objection = objection }, new ObjectionRaised(objection));
    }
}

[SchemaName("ObjectToCase")]
public sealed record RaiseObjectionBody(string Ground);

[WireName("ObjectionRaised")]
public sealed record ObjectionRaised(Objection Objection) : ContractEvent;
