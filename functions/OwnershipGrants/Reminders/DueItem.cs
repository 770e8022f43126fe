using System.Globalization;

namespace TechTransfer.OwnershipGrants.Reminders;

/// <summary>
/// A due item is derived from the current state of the achievement or distribution, so that it disappears once the work is done.
/// </summary>
/// <param name="Part">Id of the achievement, grant or distribution concerned.</param>
/// <param name="Since">Day since which the item exists; no reminder is sent earlier.</param>
/// <param name="Person">Key of the person concerned; null if it concerns the organisation.</param>
/// <param name="Detail">Detail appended to the sentence of the kind, such as patent numbers; null for none.</param>
public sealed record DueItem(ReminderKind Kind, string Part, DateOnly DueOn, DateOnly Since, string? Person = null, Text? Detail = null)
{
    /// <summary>
    /// Added to <c>Reminded</c> of the achievement or distribution once the reminder is sent, so that each item is sent once.
    /// </summary>
    public string Key() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Json.EnumName(Kind)}|{Part[(Part.IndexOf('.', StringComparison.Ordinal) + 1)..]}|{DueOn:yyyyMMdd}|{Person}"
        );

    /// <summary>True for patent fees and milestones: no command marks them as done, so they are no longer shown after the day.</summary>
    public bool PassesByItself() => Kind is ReminderKind.PatentFee or ReminderKind.Milestone;

    public DateOnly RemindOn(ReminderRules rules) => DueOn.AddDays(-rules.Of(Kind).LeadDays) is var early && early > Since ? early : Since;
}
