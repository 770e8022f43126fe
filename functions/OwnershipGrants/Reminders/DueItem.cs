using System.Globalization;

namespace TechTransfer.OwnershipGrants.Reminders;

/// <summary>Something that falls due on an achievement, as its state says; it goes when it is done.</summary>
/// <param name="Part">The achievement, grant or distribution that it is about.</param>
/// <param name="DueOn">The day.</param>
/// <param name="Since">The day on which it came up: nobody is told earlier.</param>
/// <param name="Person">The key of the person whom it concerns; null for the organisation.</param>
/// <param name="Detail">What exactly, after the kind's sentence; null where there is nothing to add.</param>
public sealed record DueItem(ReminderKind Kind, string Part, DateOnly DueOn, DateOnly Since, string? Person = null, Text? Detail = null)
{
    /// <summary>The same for the same thing, due date and person: each is told once.</summary>
    public string Key() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Json.Word(Kind)}|{Part[(Part.IndexOf('.', StringComparison.Ordinal) + 1)..]}|{DueOn:yyyyMMdd}|{Person}"
        );

    /// <summary>True for a mere day: nothing that is kept here says that it was dealt with.</summary>
    public bool PassesByItself() => Kind is ReminderKind.PatentFee or ReminderKind.Milestone;

    /// <summary>The day on which people are told.</summary>
    public DateOnly TellOn(ReminderRules rules) => DueOn.AddDays(-rules.Of(Kind).LeadDays) is var early && early > Since ? early : Since;
}
