using Microsoft.AspNetCore.Http;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

public sealed class GrantCommands(Commands<Achievement> commands, GrantRuleBook book, TimeProvider time)
{
    public delegate Outcome<Change<Achievement>> Decision<TBody>(
        Achievement state,
        string grantId,
        TBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    );

    public Task<IResult> ActAsync<TBody>(HttpRequest request, string id, Decision<TBody> decide, CancellationToken cancellation) =>
        commands.ChangePartAsync<TBody>(
            request,
            PartIds.AchievementOf(id),
            (loaded, body, caller) => Task.FromResult(decide(loaded.State!, id, body, caller, book, time.GetUtcNow())),
            (after, _) => new(View(after, id, request.Caller())!),
            cancellation
        );

    public GrantView? View(Loaded<Achievement> loaded, string id, Caller caller) =>
        GrantView.Of(loaded.State!, id, caller, book, time.ChinaToday(), loaded.Version);
}
