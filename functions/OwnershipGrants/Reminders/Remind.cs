using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Reminders;

/// <summary>The organisation was told of something that falls due.</summary>
[WireName("ReminderTold")]
public sealed record ReminderTold(ReminderKind Kind, string Part, DateOnly DueOn, string? Person, Text? Detail) : AchievementEvent;

/// <summary>Telling what falls due. Nobody's decisions: they follow from state and calendar, and each is made once, since the state keeps what was told.</summary>
public static class Remind
{
    /// <summary>The next reminder that a day asks for; null when everything is told.</summary>
    public static Change<Achievement>? Next(Achievement state, ReminderRules rules, DateOnly today)
    {
        var next = Untold(state, rules).Where(d => d.TellOn(rules) <= today).OrderBy(d => d.DueOn).ThenBy(d => d.Key(), StringComparer.Ordinal).FirstOrDefault();
        return next is null ? null : new(state with { Reminded = [.. state.Reminded, next.Key()] },
            new ReminderTold(next.Kind, next.Part, next.DueOn, next.Person, next.Detail) { Ledger = [] });
    }

    /// <summary>What was not told yet.</summary>
    public static IEnumerable<DueItem> Untold(Achievement state, ReminderRules rules)
    {
        var told = state.Reminded.ToHashSet();
        return Dues.Of(state, rules).Where(d => !told.Contains(d.Key()));
    }

    /// <summary>The day on which somebody must look at the achievement next; null when nothing is ahead.</summary>
    public static DateOnly? NextDay(Achievement state, ReminderRules rules) => Untold(state, rules).Select(d => (DateOnly?)d.TellOn(rules)).Min();

    /// <summary>What goes to the organisation's inbox.</summary>
    public static IEnumerable<object> Messages(Achievement state, object happened, ReminderRules rules)
    {
        if (happened is not ReminderTold told) yield break;
        var name = rules.Of(told.Kind).Name;
        var (zh, en) = told.Detail is { } detail ? ($"（{detail.Zh}）", $" ({detail.En})") : ("", "");
        yield return new CaseNotice(state.Id, $"reminder.{Json.Write(told.Kind).Trim('"')}", [state.Organisation],
            new($"“{state.Name}”：{name.Zh}，日期 {told.DueOn:yyyy-MM-dd}{zh}。", $"'{state.Name}': {name.En} on {told.DueOn:yyyy-MM-dd}{en}."), Link(state, told.Part));
    }

    private static string Link(Achievement state, string part) => part == state.Id ? $"/api/achievements/{part}"
        : state.Distributions.Any(d => d.Id == part) ? $"/api/distributions/{part}" : $"/api/grants/{part}";
}
