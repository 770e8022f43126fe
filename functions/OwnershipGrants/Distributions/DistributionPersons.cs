using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>Who the persons are whom a distribution may name: copied from the achievement's teams, and erased when they are erased
/// there.</summary>
internal static class DistributionPersons
{
    public static IReadOnlyList<NamedPerson> Of(Achievement achievement, DateOnly incomeOn) =>
        [
            .. achievement
                .Teams.Prepend(achievement.TeamOn(incomeOn))
                .SelectMany(t => t.Members)
                .Where(m => m.Name is not null)
                .Select(m => new NamedPerson(m.Person, m.Name))
                .Distinct(),
        ];

    /// <summary>The distribution without the names that the achievement has no longer, and with what else it copies; null when nothing
    /// differs.</summary>
    public static Change<Distribution>? Follow(Distribution state, Achievement achievement)
    {
        var known = achievement.Teams.SelectMany(t => t.Members).Where(m => m.Name is not null).Select(m => m.Person).ToHashSet();
        var erased = state.Persons.Where(p => !known.Contains(p.Person)).Select(p => p.Name).ToHashSet();
        var copied = DistributedAchievement.Of(achievement);
        if (erased.Count == 0 && copied == state.Achievement)
            return null;
        return new(
            state with
            {
                Achievement = copied,
                Persons = [.. state.Persons.Where(p => known.Contains(p.Person))],
                Objections =
                [
                    .. state.Objections.Select(o => o.Objector is { } name && erased.Contains(name) ? o with { Objector = null } : o),
                ],
            },
            null
        );
    }
}
