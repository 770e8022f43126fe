using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Parties;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// Erases personal data: identity numbers, representatives, contacts, telephones and signers. Names of natural persons that are parties
/// stay, because the certificate shows them.
/// </summary>
public sealed class ErasePersons(Commands<Contract> commands, TimeProvider time)
{
    private static readonly Text Action = new("清除个人信息", "erase the personal data");

    [Function("EraseContractPersons")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Erase the personal data of a contract that has ended; its history remains valid",
        Body = typeof(EraseBody),
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/erase-persons")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<EraseBody>(
            request,
            id,
            (state, command, caller) => Decide(state, command, caller, time.GetUtcNow()),
            cancellation
        );

    /// <summary>Only possible after the final decision, because the parties must be known until then.</summary>
    public static Outcome<Change<Contract>> Decide(Contract state, EraseBody command, Caller caller, DateTimeOffset now)
    {
        var isUnderWay =
            state.Status
            is ContractStatus.Draft
                or ContractStatus.Submitted
                or ContractStatus.Returned
                or ContractStatus.Accepted
                or ContractStatus.UnderReview
                or ContractStatus.ExpertReview
                or ContractStatus.Decided;
        var problem =
            (isUnderWay ? Problem.Of(Catalogue.WrongState, ("status", state.Status.Name()), ("action", Action)) : null)
            ?? Access.NoOpenChange(state, caller)
            ?? FieldChecks.Text("reason", command.Reason, FieldChecks.LongestReason);
        return problem is null
            ? new Change<Contract>(PersonalJson.Erase(state), new PersonsErased(command.Reason, caller.Subject, now))
            : problem;
    }
}
