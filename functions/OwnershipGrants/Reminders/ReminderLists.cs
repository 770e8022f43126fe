using System.Globalization;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Reminders;

/// <summary>Lists of due items: one per day on which a reminder must be sent, and one per organisation.</summary>
public static class ReminderLists
{
    private const int MaxShown = 40;

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
        var done = reminded.ToHashSet();
        // List only the day of the next reminder; once it is sent, the entry moves to the day of the following one.
        if (Remind.NextDay(line.Items.Where(d => !done.Contains(d.Key())), rules) is { } day)
            yield return new(OfDay(day), order, new DueLine(id));
        DueItem[] ahead = [.. line.Items.OrderBy(d => d.DueOn).ThenBy(d => d.Key(), StringComparer.Ordinal)];
        if (ahead.Length > 0)
            yield return new(OfOrganisation(organisation), order, line with { Items = [.. Shown(done, ahead)] });
    }

    // Items already reminded but not done stay listed. They have a limit separate from items not yet reminded, so that neither displaces
    // the other.
    private static IEnumerable<DueItem> Shown(HashSet<string> done, DueItem[] items)
    {
        var open = items.Where(d => !done.Contains(d.Key())).Take(MaxShown);
        return items.Where(d => done.Contains(d.Key())).TakeLast(MaxShown).Concat(open).OrderBy(d => d.DueOn);
    }
}

public sealed record DueLine(string Id);

/// <summary>The due items of one achievement (without its distributions) or of one distribution.</summary>
public sealed record OrganisationLine(string AchievementId, string Name, IReadOnlyList<DueItem> Items);
