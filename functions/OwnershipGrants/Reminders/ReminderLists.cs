using System.Globalization;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Reminders;

/// <summary>Where due dates are found without looking through achievements: one list for each day on which somebody must look, one for each organisation.</summary>
public static class ReminderLists
{
    private const int MostShown = 40;

    public static string OfDay(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"due|{day:yyyy-MM-dd}");

    public static string OfOrganisation(string uscc) => $"reminders|{uscc}";

    public static IEnumerable<ListEntry> Of(Achievement state, ReminderRules rules)
    {
        var order = ListEntry.NewestFirst(state.Recorded.At);
        // Only the next day: once that is told, the line moves on to the one after it.
        if (Remind.NextDay(state, rules) is { } day) yield return new(OfDay(day), order, new DueLine(state.Id));
        DueItem[] ahead = [.. Dues.Of(state, rules).OrderBy(d => d.DueOn).ThenBy(d => d.Key(), StringComparer.Ordinal)];
        if (ahead.Length > 0) yield return new(OfOrganisation(state.Organisation), order, new OrganisationLine(state.Id, state.Name, [.. Shown(state, ahead)]));
    }

    // What was told long ago and never done stays due, but must not push out what is ahead.
    private static IEnumerable<DueItem> Shown(Achievement state, DueItem[] items)
    {
        var told = state.Reminded.ToHashSet();
        var open = items.Where(d => !told.Contains(d.Key())).Take(MostShown);
        return items.Where(d => told.Contains(d.Key())).TakeLast(MostShown).Concat(open).OrderBy(d => d.DueOn);
    }
}

/// <summary>An achievement that somebody must look at on a day.</summary>
public sealed record DueLine(string Id);

/// <summary>What falls due on an achievement of an organisation.</summary>
public sealed record OrganisationLine(string AchievementId, string Name, IReadOnlyList<DueItem> Items);
