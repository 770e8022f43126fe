using System.Globalization;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Reminders;

/// <summary>Where due dates are found without looking through achievements: one list for each day on which somebody must look, one for each
/// organisation.</summary>
public static class ReminderLists
{
    private const int MostShown = 40;

    public static string OfDay(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"due|{day:yyyy-MM-dd}");

    public static string OfOrganisation(string uscc) => $"reminders|{uscc}";

    public static IEnumerable<ListEntry> Of(Achievement state, ReminderRules rules) =>
        Of(new(state.Id, state.Name, [.. Dues.Of(state, rules)]), state.Id, state.Organisation, state.Recorded.At, state.Reminded, rules);

    public static IEnumerable<ListEntry> Of(Distribution state, ReminderRules rules) =>
        Of(
            new(state.AchievementId, state.Achievement.Name, [.. Dues.Of(state)]),
            state.Id,
            state.Organisation,
            state.Entered.At,
            state.Reminded,
            rules
        );

    private static IEnumerable<ListEntry> Of(
        OrganisationLine line,
        string id,
        string organisation,
        DateTimeOffset since,
        IReadOnlyList<string> reminded,
        ReminderRules rules
    )
    {
        var order = ListEntry.NewestFirst(since);
        var told = reminded.ToHashSet();
        // Only the next day: once that is told, the line moves on to the one after it.
        if (Remind.NextDay(line.Items.Where(d => !told.Contains(d.Key())), rules) is { } day)
            yield return new(OfDay(day), order, new DueLine(id));
        DueItem[] ahead = [.. line.Items.OrderBy(d => d.DueOn).ThenBy(d => d.Key(), StringComparer.Ordinal)];
        if (ahead.Length > 0)
            yield return new(OfOrganisation(organisation), order, line with { Items = [.. Shown(told, ahead)] });
    }

    // What was told long ago and never done stays due, but must not push out what is ahead.
    private static IEnumerable<DueItem> Shown(HashSet<string> told, DueItem[] items)
    {
        var open = items.Where(d => !told.Contains(d.Key())).Take(MostShown);
        return items.Where(d => told.Contains(d.Key())).TakeLast(MostShown).Concat(open).OrderBy(d => d.DueOn);
    }
}

/// <summary>An achievement, or a distribution, that somebody must look at on a day.</summary>
public sealed record DueLine(string Id);

/// <summary>What falls due on an achievement of an organisation, or on one of its distributions.</summary>
public sealed record OrganisationLine(string AchievementId, string Name, IReadOnlyList<DueItem> Items);
