using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 移交: assigns a contract to one registrar, who alone may examine it from then on. Any registrar may reassign it; the clock keeps running.
/// </summary>
public sealed class Reassign(Commands<Contract> commands, TimeProvider time)
{
    private const int LongestSubject = 100;

    [Function("ReassignContract")]
    [Allowed(Role.Registrar)]
    [Operation("Assign the contract to a registrar", Body = typeof(ReassignBody), Answer = typeof(ContractView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/reassign")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ReassignBody>(
            request,
            id,
            (state, command, caller) => Decide(state, command, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Contract>> Decide(Contract state, ReassignBody command, Caller caller, DateTimeOffset now) =>
        state.OnOpenVersion(version => DecideOn(version, command, caller, now));

    private static Outcome<Change<Contract>> DecideOn(Contract state, ReassignBody command, Caller caller, DateTimeOffset now)
    {
        var problem =
            ContractLifeCycle.Reassign.Against(state, caller) ?? Check(state, command.To) ?? Access.Reason(command.Reason, "reason");
        if (problem is not null)
            return problem;
        return new Change<Contract>(
            state with
            {
                AssignedTo = command.To,
            },
            new ContractReassigned(command.To, command.Reason, caller.Subject, now)
        );
    }

    private static Problem? Check(Contract state, string to)
    {
        if (to.Length is 0 or > LongestSubject || to.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            return Wrong(
                new(
                    $"接办登记员的账号应为1至{LongestSubject}个字符，不含空格，请核对。",
                    $"The account of the registrar must have 1 to {LongestSubject} characters, without spaces. Check it."
                )
            );
        if (state.Recused.Contains(to))
            return Wrong(new("该登记员已申请回避，请移交其他登记员。", "That registrar has recused themselves. Choose another registrar."));
        // The person who accepted may neither assess nor register: assigned to that person, the contract would be stuck.
        return state.Accepted?.Subject == to
            ? Wrong(
                new(
                    "该登记员已办理该申请的受理，审核和登记须由其他人员办理，请移交其他登记员。",
                    "That registrar accepted this application, so another person must assess and register it. Choose another registrar."
                )
            )
            : null;
    }

    private static Problem Wrong(Text reason) => Problem.Of(Catalogue.InvalidValue, ("reason", reason)).At("to");
}

/// <param name="To">Stable user id of the registrar.</param>
[SchemaName("ReassignCase")]
public sealed record ReassignBody(string To, string Reason);

[WireName("CaseReassigned")]
public sealed record ContractReassigned(string To, string Reason, string By, DateTimeOffset At) : ContractEvent;
