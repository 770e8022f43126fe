using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>The next filed contract with contacts of the organisation adds contacts to the directory entry.</summary>
public sealed class EraseContacts(Commands<DirectoryParty> commands, TimeProvider time)
{
    [Function("ErasePartyPersons")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Erase an organisation's contacts from the directory",
        Body = typeof(EraseBody),
        Answer = typeof(PartyView),
        Effect = Effect.Changes
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "parties/{uscc}/erase-persons")] HttpRequest request,
        string uscc,
        CancellationToken cancellation
    ) =>
        CreditCode.TryRead(uscc, out uscc)
            ? await commands.ChangeAsync<EraseBody>(
                request,
                uscc,
                (party, command, caller) => Decide(party, command, caller, time.GetUtcNow()),
                cancellation
            )
            : new ProblemResult(Problem.Of(Catalogue.NotFound));

    public static Outcome<Change<DirectoryParty>> Decide(DirectoryParty party, EraseBody command, Caller caller, DateTimeOffset now) =>
        FieldChecks.Text("reason", command.Reason, FieldChecks.LongestReason) is { } problem
            ? problem
            : new Change<DirectoryParty>(PersonalJson.Erase(party), new PersonsErased(command.Reason, caller.Subject, now));
}
