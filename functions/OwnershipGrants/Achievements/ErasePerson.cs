using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>
/// Erases a person's name and identity number in the achievement and its distributions. Shares and payments stay under the person's key.
/// </summary>
public sealed class ErasePerson(Commands<Achievement> commands)
{
    [Function("ErasePerson")]
    [Allowed(Role.Office)]
    [Operation(
        "Erase the personal data of a team member; the shares stay under the member's number",
        Answer = typeof(AchievementView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements/{id}/persons/{person}/erase")] HttpRequest request,
        string id,
        string person,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (state, _, caller) => Decide(state, person, caller), cancellation);

    public static Outcome<Change<Achievement>> Decide(Achievement state, string person, Caller caller)
    {
        // A closed achievement allows it too: the right to erasure does not end with the achievement.
        if (!Access.MaySee(state, caller))
            return Problem.Of(Catalogue.NotFound);
        if (!caller.ActsFor(state.Organisation))
            return RoleNames.Needed(Role.Office);
        if (state.Teams.All(t => t.Find(person) is null))
            return Problem.Of(Catalogue.NotFound);
        var names = state.Teams.Select(t => t.Find(person)?.Name).OfType<string>().ToHashSet();
        var after = state with
        {
            Teams =
            [
                .. state.Teams.Select(t =>
                    t with
                    {
                        Members = [.. t.Members.Select(m => m.Person == person ? m with { Name = null, Identity = new(null) } : m)],
                    }
                ),
            ],
            Grants =
            [
                .. state.Grants.Select(g =>
                    g with
                    {
                        Objections =
                        [
                            .. g.Objections.Select(o =>
                                o.Objector.Person == person || (o.Objector.Name is { } name && names.Contains(name))
                                    ? o with
                                    {
                                        Objector = o.Objector with { Name = null },
                                    }
                                    : o
                            ),
                        ],
                    }
                ),
            ],
        };
        return new Change<Achievement>(
            after,
            new PersonErased(person)
            {
                Ledger =
                [
                    new(
                        "team",
                        new($"团队成员（编号{person}）的个人信息已删除。", $"The personal data of team member {person} were erased.")
                    ),
                ],
            }
        );
    }
}

[WireName("PersonErased")]
public sealed record PersonErased(string Person) : AchievementEvent;
