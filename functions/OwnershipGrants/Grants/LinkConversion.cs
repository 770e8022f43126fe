using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>Lets the office link a contract that does not name the achievement itself.</summary>
public sealed class LinkConversion(Commands<Achievement> commands, Contracts contracts, GrantRuleBook book, TimeProvider time)
{
    private const int RetryAfterSeconds = 5;

    [Function("LinkConversion")]
    [Allowed(Role.Office)]
    [Operation(
        "Link a registered contract that converts the achievement under this grant",
        Body = typeof(LinkConversionBody),
        Answer = typeof(ConversionView),
        Status = 201,
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/conversions")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangePartAsync<LinkConversionBody>(
            request,
            PartIds.AchievementOf(id),
            async (loaded, body, caller) =>
            {
                var state = loaded.State!;
                var contract = await contracts.FindAsync(body.ContractId, cancellation);
                var decided = Decide(state, id, contract, caller, book, time.GetUtcNow());
                // Register the achievement as a follower before linking: if the contract ends meanwhile, this commit conflicts instead of
                // missing the end.
                if (decided.Problem is null)
                    await contracts.RememberAsync(body.ContractId, state.Id, cancellation);
                return decided;
            },
            (after, linked) =>
                new(
                    ConversionView.Of(after.State!.Conversions.FirstOrDefault(c => c.Id == linked) ?? after.State.Conversions[^1]),
                    $"/api/grants/{id}"
                ),
            cancellation
        );

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        ContractRecord? contract,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.Convert, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        if (contract is null)
            return Problem.Of(Catalogue.NotYetKnown).At("contractId") with { RetryAfterSeconds = RetryAfterSeconds };
        // A contract whose sellers have no right to the achievement is answered with 404.
        if (contract.Contract?.Converted is not { } converted || !FollowContract.IsEntitled(state, contract))
            return Problem.Of(Catalogue.NotFound).At("contractId");
        if (!contract.IsRegistered())
            return Problem.Of(Catalogue.ContractNoLongerRegistered).At("contractId");
        var known = state.Conversions.FirstOrDefault(c => c.ContractId == contract.Id);
        if (known is { Status: ConversionStatus.Standing })
            return Problem.Of(Catalogue.AlreadyConverted).At("contractId");
        var conversion = (known ?? FollowContract.New(state, contract, grantId, byHand: true, now)) with
        {
            Status = ConversionStatus.Standing,
            GrantId = grantId,
            ByHand = true,
            Contract = converted,
            ContractVersion = contract.Version(),
            RightsDiffer = FollowContract.RightsDiffer(state, contract),
            Reason = null,
        };
        var change = FollowContract.Put(state, conversion, first: true);
        return opened.Value.Close(change.State.Grants.First(g => g.Id == grantId), change) with { Part = conversion.Id };
    }
}

/// <param name="ContractId">Id of the contract.</param>
[SchemaName("LinkConversion")]
public sealed record LinkConversionBody(string ContractId);
