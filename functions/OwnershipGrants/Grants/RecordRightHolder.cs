using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>登记权利人变更: records the new holder of every numbered right, required before a grant of ownership enters into force.</summary>
public sealed class RecordRightHolder(GrantCommands grants)
{
    [Function("RecordRightHolder")]
    [Allowed(Role.Office)]
    [Operation(
        "Record that the change of right holder was registered",
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
        var findings = new FindingList();
        foreach (var (record, i) in body.Records.Select((r, i) => (r, i)))
        {
            var path = $"records[{i}]";
            if (record.Right < 0 || record.Right >= state.Rights.Count)
                findings.Error(
                    FindingCodes.RightMissing,
                    $"{path}.right",
                    $"所列第{i + 1}项变更登记的权利不在该成果的权利清单中，请核对。",
                    $"Record {i + 1} names a right that the achievement does not have. Check it."
                );
            else if (body.Records.Take(i).Any(r => r.Right == record.Right))
                findings.Error(
                    FindingCodes.RightRepeated,
                    $"{path}.right",
                    $"所列第{i + 1}项变更登记的权利与前面所列的重复，请删除。",
                    $"Record {i + 1} repeats the right of an earlier one. Remove it."
                );
            findings.PastDay(record.RecordedOn, $"{path}.recordedOn", step.Today);
            if (record.RecordedOn < step.Grant.Agreement!.SignedOn)
                findings.Error(
                    FindingCodes.DatesOrder,
                    $"{path}.recordedOn",
                    $"所列第{i + 1}项变更登记的日期早于签约日，请核对。",
                    $"The date of record {i + 1} is before the agreement was signed. Check it."
                );
            findings.Hash(record.CertificateSha256, $"{path}.certificateSha256", optional: true);
        }
        foreach (var (right, i) in Numbered(state).Where(r => body.Records.All(b => b.Right != r.Index)))
        {
            findings.Error(
                FindingCodes.RightNotRecorded,
                "records",
                $"权利“{right.Number}”尚未登记权利人变更，请一并登记。",
                $"The new holder of right '{right.Number}' is not recorded yet. Record it as well.",
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
                            $"The change of right holder was recorded: {state.Rights[r.Right].Number}.",
                            null,
                            r.CertificateSha256
                        )
                    ),
                ],
            }
        );
    }

    public static bool Needed(Achievement state, Grant grant) => grant.Terms.GivesOwnership() && Numbered(state).Any();

    private static IEnumerable<(Right Right, int Index)> Numbered(Achievement state) =>
        state.Rights.Select((r, i) => (Right: r, Index: i)).Where(r => Rules.CodeTables.RightKind.Find(r.Right.Kind) is { Numbered: true });
}

/// <param name="Records">Entries of the new holder in the registers of rights.</param>
[SchemaName("RecordRightHolder")]
public sealed record RecordRightHolderBody(IReadOnlyList<HolderRecord> Records);

[WireName("RightHolderRecorded")]
public sealed record RightHolderRecorded(IReadOnlyList<HolderRecord> Records) : GrantEvent;
