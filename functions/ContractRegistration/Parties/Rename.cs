using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>更名. The directory shows the new name instead of the names in filed contracts.</summary>
public sealed class Rename(Commands<DirectoryParty> commands, TimeProvider time)
{
    [Function("RenameParty")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Record a new name that applies from a given day",
        Body = typeof(RenameBody),
        Answer = typeof(PartyView),
        Effect = Effect.Changes
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "parties/{uscc}/rename")] HttpRequest request,
        string uscc,
        CancellationToken cancellation
    ) =>
        CreditCode.TryRead(uscc, out uscc)
            ? await commands.ChangeAsync<RenameBody>(
                request,
                uscc,
                (party, command, caller) => Decide(party, command, caller, time.GetUtcNow()),
                cancellation
            )
            : new ProblemResult(Problem.Of(Catalogue.NotFound));

    public static Outcome<Change<DirectoryParty>> Decide(DirectoryParty party, RenameBody command, Caller caller, DateTimeOffset now)
    {
        var problem =
            Merge.RefuseMerged(party)
            ?? FieldChecks.Text("name", command.Name, FieldChecks.LongestName)
            ?? FieldChecks.Day("from", command.From, now.ChinaDate())
            ?? FieldChecks.Text("reason", command.Reason, FieldChecks.LongestReason)
            ?? (
                NameIndex.Plain(command.Name).Length == 0
                    ? FieldChecks.Invalid(
                        "name",
                        new("名称中应含有文字，请核对。", "The name must contain letters or characters. Check it.")
                    )
                    : null
            )
            ?? (
                command.Name == party.Name()
                    ? FieldChecks.Invalid(
                        "name",
                        new("新名称与现用名称相同，请核对。", "The new name is the same as the current one. Check it.")
                    )
                    : null
            );
        if (problem is not null)
            return problem;
        var renaming = new Renaming(command.Name, command.From, command.Reason, caller.Subject, now);
        return new Change<DirectoryParty>(party with { Renamings = [.. party.Renamings, renaming] }, new PartyRenamed(renaming));
    }
}

/// <param name="From">First day of the new name; not in the future.</param>
/// <param name="Reason">Evidence for the new name, usually a notice of the market regulator.</param>
[SchemaName("RenameParty")]
public sealed record RenameBody(string Name, DateOnly From, string Reason);

[WireName("PartyRenamed")]
public sealed record PartyRenamed(Renaming Renaming);
