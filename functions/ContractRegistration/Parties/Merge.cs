using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>合并. The merged organisation stays in the directory and points to the one that continues.</summary>
public sealed class Merge(Commands<DirectoryParty> commands, AggregateStore<DirectoryParty> directory, TimeProvider time)
{
    [Function("MergeParty")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Record that the organisation was merged into another",
        Body = typeof(MergeBody),
        Answer = typeof(PartyView),
        Effect = Effect.Changes
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "parties/{uscc}/merge")] HttpRequest request,
        string uscc,
        CancellationToken cancellation
    ) =>
        CreditCode.TryRead(uscc, out uscc)
            ? await commands.ChangeAsync<MergeBody>(
                request,
                uscc,
                async (party, command, caller) =>
                {
                    var target = CreditCode.IsValid(command.Into) ? (await directory.LoadAsync(command.Into, cancellation)).State : null;
                    return Decide(party, command, target, caller, time.GetUtcNow());
                },
                cancellation
            )
            : new ProblemResult(Problem.Of(Catalogue.NotFound));

    /// <param name="target">The organisation that continues; null if the directory does not contain it.</param>
    public static Outcome<Change<DirectoryParty>> Decide(
        DirectoryParty party,
        MergeBody command,
        DirectoryParty? target,
        Caller caller,
        DateTimeOffset now
    )
    {
        var problem =
            RefuseMerged(party)
            ?? (
                CreditCode.IsValid(command.Into)
                    ? null
                    : FieldChecks.Invalid(
                        "into",
                        new(
                            "并入单位的统一社会信用代码校验不通过，请核对18位代码。",
                            "The unified social credit code of the organisation to merge into is wrong. Check all 18 characters."
                        )
                    )
            )
            ?? (
                command.Into == party.Uscc
                    ? FieldChecks.Invalid(
                        "into",
                        new("并入单位与该单位相同，请重新选择并入单位。", "An organisation cannot merge into itself. Choose another.")
                    )
                    : null
            )
            ?? FieldChecks.Day("on", command.On, now.ChinaDate())
            ?? FieldChecks.Text("reason", command.Reason, FieldChecks.LongestReason)
            ?? (
                target is null
                    ? FieldChecks.Invalid(
                        "into",
                        new(
                            "单位名录中没有该并入单位，请核对统一社会信用代码。",
                            "The organisation to merge into is not in the directory. Check its unified social credit code."
                        )
                    )
                    : null
            )
            // A merged organisation cannot be the target: this prevents cycles.
            ?? (
                target!.MergedInto is { } further
                    ? FieldChecks.Invalid(
                        "into",
                        new(
                            $"该并入单位已并入另一单位（统一社会信用代码{further.Into}），请改填后者。",
                            $"That organisation was itself merged into another (unified social credit code {further.Into}). Use that one."
                        )
                    )
                    : null
            );
        if (problem is not null)
            return problem;
        var merger = new Merger(command.Into, command.On, command.Reason, caller.Subject, now);
        return new Change<DirectoryParty>(party with { MergedInto = merger }, new MergerNoted(merger));
    }

    /// <summary>Null if the target already has the merged organisation as a predecessor.</summary>
    public static Change<DirectoryParty>? Follow(DirectoryParty target, string uscc, DateOnly on)
    {
        var predecessor = new Predecessor(uscc, on);
        return target.Predecessors.Contains(predecessor)
            ? null
            : new(target with { Predecessors = [.. target.Predecessors, predecessor] }, new PredecessorNoted(predecessor));
    }

    internal static Problem? RefuseMerged(DirectoryParty party) =>
        party.MergedInto is { } merger ? Problem.Of(Catalogue.PartyIsMerged, ("on", merger.On), ("into", merger.Into)) : null;
}

/// <param name="Into">USCC of the organisation that continues; it must be in the directory.</param>
/// <param name="On">Day of the merger; not in the future.</param>
[SchemaName("MergeParty")]
public sealed record MergeBody([property: PlainCode] string Into, DateOnly On, string Reason);

[WireName("MergerNoted")]
public sealed record MergerNoted(Merger Merger);

[WireName("PredecessorNoted")]
public sealed record PredecessorNoted(Predecessor Predecessor);
