using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>From its date on, a registrar's confirmation overrides what filers state about the high-tech zone.</summary>
public sealed class ConfirmZone(Commands<DirectoryParty> commands, TimeProvider time)
{
    [Function("ConfirmPartyZone")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Confirm whether the organisation is located in the high-tech zone, from a given day",
        Body = typeof(ConfirmZoneBody),
        Answer = typeof(PartyView),
        Effect = Effect.Changes
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "parties/{uscc}/zone")] HttpRequest request,
        string uscc,
        CancellationToken cancellation
    ) =>
        CreditCode.TryRead(uscc, out uscc)
            ? await commands.ChangeAsync<ConfirmZoneBody>(
                request,
                uscc,
                (party, command, caller) => Decide(party, command, caller, time.GetUtcNow()),
                cancellation
            )
            : new ProblemResult(Problem.Of(Catalogue.NotFound));

    public static Outcome<Change<DirectoryParty>> Decide(DirectoryParty party, ConfirmZoneBody command, Caller caller, DateTimeOffset now)
    {
        var problem =
            Merge.RefuseMerged(party)
            ?? FieldChecks.Day("from", command.From, now.ChinaDate())
            ?? FieldChecks.Text("reason", command.Reason, FieldChecks.LongestReason);
        if (problem is not null)
            return problem;
        var confirmation = new ZoneConfirmation(command.InZone, command.From, command.Reason, caller.Subject, now);
        return new Change<DirectoryParty>(party with { Zone = [.. party.Zone, confirmation] }, new ZoneConfirmed(confirmation));
    }
}

/// <param name="From">First day on which the confirmation applies; not in the future.</param>
[SchemaName("ConfirmPartyZone")]
public sealed record ConfirmZoneBody(bool InZone, DateOnly From, string Reason);

[WireName("ZoneConfirmed")]
public sealed record ZoneConfirmed(ZoneConfirmation Word);
