using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>
/// Copies the names of persons from an achievement's teams into its distributions, and erases them there after they were erased in the
/// achievement.
/// </summary>
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

    /// <summary>Removes erased names and updates the copied data of the achievement; null if nothing differs.</summary>
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
