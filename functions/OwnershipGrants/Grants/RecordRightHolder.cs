using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>登记权利人变更: of every right that an office keeps, when ownership is given.</summary>
public sealed class RecordRightHolder(GrantCommands grants)
{
    [Function("RecordRightHolder")]
    [Allowed(Role.Office)]
    [Operation(
        "The new right holders are on record at the offices of the rights",
        Body = typeof(RecordRightHolderBody),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/recordRightHolder")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<RecordRightHolderBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        RecordRightHolderBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.RecordRightHolder, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        if (!Needed(state, step.Grant))
            return Problem.Of(Catalogue.RightHolderStays);
        var findings = new FindingList();
        foreach (var (record, i) in body.Records.Select((r, i) => (r, i)))
        {
            var path = $"records[{i}]";
            if (record.Right < 0 || record.Right >= state.Rights.Count)
                findings.Error(
                    FindingCodes.RightMissing,
                    $"{path}.right",
                    "没有这项权利（从0数起）。",
                    "There is no such right (counted from 0)."
                );
            else if (body.Records.Take(i).Any(r => r.Right == record.Right))
                findings.Error(FindingCodes.RightRepeated, $"{path}.right", "同一项权利只列一次。", "A right stands once.");
            findings.PastDay(record.RecordedOn, $"{path}.recordedOn", step.Today);
            if (record.RecordedOn < step.Grant.Agreement!.SignedOn)
                findings.Error(
                    FindingCodes.DatesOrder,
                    $"{path}.recordedOn",
                    "变更登记不能早于签约。",
                    "It is not recorded before the agreement."
                );
            findings.Hash(record.CertificateSha256, $"{path}.certificateSha256", optional: true);
        }
        foreach (var (right, i) in Numbered(state).Where(r => body.Records.All(b => b.Right != r.Index)))
        {
            findings.Error(
                FindingCodes.RightNotRecorded,
                "records",
                $"权利{right.Number}尚未登记权利人变更。",
                $"The new holder of {right.Number} is not on record.",
                Instruments.Pilot
            );
        }
        if (findings.Refusal() is { } refusal)
            return refusal;

        return step.Close(
            step.Grant with
            {
                HolderRecords = body.Records,
                Status = GrantStatus.RightHolderRecorded,
            },
            new RightHolderRecorded(body.Records)
            {
                GrantId = grantId,
                Ledger =
                [
                    .. body.Records.Select(r =>
                        step.Line(
                            $"权利人变更已登记：{state.Rights[r.Right].Number}。",
                            $"New right holder on record: {state.Rights[r.Right].Number}.",
                            null,
                            r.CertificateSha256
                        )
                    ),
                ],
            }
        );
    }

    /// <summary>True when ownership of a right that an office keeps changes hands.</summary>
    public static bool Needed(Achievement state, Grant grant) => grant.Terms.GivesOwnership() && Numbered(state).Any();

    private static IEnumerable<(Right Right, int Index)> Numbered(Achievement state) =>
        state.Rights.Select((r, i) => (Right: r, Index: i)).Where(r => Rules.CodeTables.RightKind.Find(r.Right.Kind) is { Numbered: true });
}

/// <summary>The offices of the rights recorded the new holders.</summary>
[SchemaName("RecordRightHolder")]
public sealed record RecordRightHolderBody(IReadOnlyList<HolderRecord> Records);

/// <summary>The new holders are on record.</summary>
[WireName("RightHolderRecorded")]
public sealed record RightHolderRecorded(IReadOnlyList<HolderRecord> Records) : GrantEvent;
