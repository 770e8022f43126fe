using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Parties;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Why persons' values go: a request of the person, as a rule, or the end of the time for which they were kept.</summary>
public sealed record EraseValues(string Reason);

/// <summary>Persons' values were erased. Which ones is not said: that would be to keep them.</summary>
[WireName("PersonsErased")]
public sealed record PersonsErased(string Reason, string By, DateTimeOffset At);

/// <summary>Erasing what belongs to persons: identity numbers, representatives, contacts, telephones, signers. Names of natural persons
/// that are parties stay: the certificate bears them.</summary>
public static class ErasePersons
{
    private static readonly Text Action = new("清除个人信息", "erase the persons of");

    /// <summary>Only when the case has come to its end: until then its parties must be known.</summary>
    public static Outcome<Change<RegistrationCase>> Decide(RegistrationCase state, EraseValues command, Caller caller, DateTimeOffset now)
    {
        var isUnderWay =
            state.Status
            is CaseStatus.Draft
                or CaseStatus.Submitted
                or CaseStatus.Returned
                or CaseStatus.Accepted
                or CaseStatus.UnderReview
                or CaseStatus.ExpertReview
                or CaseStatus.Decided;
        var problem =
            (isUnderWay ? Problem.Of(Catalogue.WrongState, ("status", state.Status.Name()), ("action", Action)) : null)
            ?? Access.NoOpenChange(state, caller)
            ?? Spoken.Words("reason", command.Reason, Spoken.LongestReason);
        return problem is null
            ? new Change<RegistrationCase>(PersonalJson.Erase(state), new PersonsErased(command.Reason, caller.Subject, now))
            : problem;
    }

    /// <summary>An organisation's contacts in the directory; the next filing brings new ones.</summary>
    public static Outcome<Change<DirectoryParty>> Decide(DirectoryParty party, EraseValues command, Caller caller, DateTimeOffset now) =>
        Spoken.Words("reason", command.Reason, Spoken.LongestReason) is { } problem
            ? problem
            : new Change<DirectoryParty>(PersonalJson.Erase(party), new PersonsErased(command.Reason, caller.Subject, now));
}

/// <summary>Erasing over HTTP.</summary>
public sealed class ErasePersonsFunctions(Commands<RegistrationCase> cases, Commands<DirectoryParty> directory, TimeProvider time)
{
    [Function("EraseContractPersons")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Erase what belongs to persons from a case that has come to its end; its history still holds",
        Body = typeof(EraseValues),
        Answer = typeof(CaseView),
        Effect = Effect.Changes
    )]
    public Task<IResult> EraseOfCase(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/erase-persons")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        cases.ChangeAsync<EraseValues>(
            request,
            id,
            (state, command, caller) => ErasePersons.Decide(state, command, caller, time.GetUtcNow()),
            cancellation
        );

    [Function("ErasePartyPersons")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Erase an organisation's contacts from the directory",
        Body = typeof(EraseValues),
        Answer = typeof(PartyView),
        Effect = Effect.Changes
    )]
    public Task<IResult> EraseOfParty(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "parties/{uscc}/erase-persons")] HttpRequest request,
        string uscc,
        CancellationToken cancellation
    ) =>
        PartyFunctions.Known(
            uscc,
            () =>
                directory.ChangeAsync<EraseValues>(
                    request,
                    uscc,
                    (party, command, caller) => ErasePersons.Decide(party, command, caller, time.GetUtcNow()),
                    cancellation
                )
        );
}
