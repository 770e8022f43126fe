using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Reminders;

[WireName("ReminderTold")]
public sealed record ReminderSent(ReminderKind Kind, string Part, DateOnly DueOn, string? Person, Text? Detail) : AchievementEvent;

/// <summary>
/// Decides which reminders to send, from the state and the calendar alone. Each sent reminder is recorded in the state, so that none is
/// sent twice.
/// </summary>
public static class Remind
{
    /// <summary>One reminder per call; null if none is pending.</summary>
    public static Change<Achievement>? Next(Achievement state, ReminderRules rules, DateOnly today) =>
        Next(NotYetReminded(state, rules), rules, today) is { } next
            ? new(state with { Reminded = [.. state.Reminded, next.Key()] }, SentOf(next))
            : null;

    public static Change<Distribution>? Next(Distribution state, ReminderRules rules, DateOnly today) =>
        Next(NotYetReminded(state), rules, today) is { } next
            ? new(state with { Reminded = [.. state.Reminded, next.Key()] }, SentOf(next))
            : null;

    public static IEnumerable<DueItem> NotYetReminded(Achievement state, ReminderRules rules) =>
        Dues.Of(state, rules).ExceptBy(state.Reminded, d => d.Key());

    public static IEnumerable<DueItem> NotYetReminded(Distribution state) => Dues.Of(state).ExceptBy(state.Reminded, d => d.Key());

    public static DateOnly? NextDay(IEnumerable<DueItem> untold, ReminderRules rules) =>
        untold.Select(d => (DateOnly?)d.RemindOn(rules)).Min();

    public static IEnumerable<object> Messages(Achievement state, object happened, ReminderRules rules) =>
        happened is ReminderSent reminder ? [Message(reminder, state.Id, state.Name, state.Organisation, rules)] : [];

    public static IEnumerable<object> Messages(Distribution state, object happened, ReminderRules rules) =>
        happened is ReminderSent reminder
            ? [Message(reminder, state.AchievementId, state.Achievement.Name, state.Organisation, rules)]
            : [];

    private static DueItem? Next(IEnumerable<DueItem> untold, ReminderRules rules, DateOnly today) =>
        untold.Where(d => d.RemindOn(rules) <= today).OrderBy(d => d.DueOn).ThenBy(d => d.Key(), StringComparer.Ordinal).FirstOrDefault();

    private static ReminderSent SentOf(DueItem next) => new(next.Kind, next.Part, next.DueOn, next.Person, next.Detail) { Ledger = [] };

    private static NotificationMessage Message(
        ReminderSent reminder,
        string achievementId,
        string achievement,
        string organisation,
        ReminderRules rules
    )
    {
        var name = rules.Of(reminder.Kind).Name;
        var (zh, en) = reminder.Detail is { } detail ? ($"（{detail.Zh}）", $" ({detail.En})") : ("", "");
        return new(
            achievementId,
            $"reminder.{Json.EnumName(reminder.Kind)}",
            [organisation],
            new(
                $"“{achievement}”：{name.Zh}，到期日为{reminder.DueOn:yyyy年M月d日}{zh}。",
                $"'{achievement}': {name.En} on {reminder.DueOn:yyyy-MM-dd}{en}."
            ),
            Link(achievementId, reminder.Part)
        );
    }

    private static string Link(string achievementId, string part) =>
        part == achievementId ? $"/api/achievements/{part}"
        : PartIds.IsDistribution(part) ? $"/api/distributions/{part}"
        : $"/api/grants/{part}";
}
