using System.Text.Json.Serialization;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Reminders;

public enum ReminderKind
{
    NoticeEnd,
    AgreementDeadline,
    PatentFee,
    Milestone,
    FirstYear,
    TakeBack,
    Renewal,
    TermEnd,
    YearlyReport,
    PayWindow,
}

/// <summary>How many days before a due date the reminder is sent, by kind; from the file in <c>ReminderRules/</c>.</summary>
public sealed record ReminderRules : IDated
{
    public required string Id { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }
    public required IReadOnlyList<ReminderRule> Kinds { get; init; }
    public required AnnualFees AnnualFees { get; init; }

    [JsonIgnore]
    public GrantRuleBook Grants { get; private init; } = null!;

    public ReminderRule Of(ReminderKind kind) => Kinds.First(k => k.Kind == kind);

    /// <summary>The reminder rules of this deployment; loaded and validated at the start of the app.</summary>
    public static ReminderRules InForce { get; } = Load();

    private static ReminderRules Load()
    {
        var rules = RuleFiles.Read<ReminderRules>(typeof(ReminderRules).Assembly, "ReminderRules/").Single() with
        {
            Grants = GrantRuleBook.Load(),
        };
        foreach (var kind in Enum.GetValues<ReminderKind>())
        {
            if (rules.Kinds.Count(k => k.Kind == kind) != 1)
                throw new RuleFileException($"ReminderRules {rules.Id}: {kind} must be listed once");
        }
        if (rules.Kinds.Any(k => k.LeadDays < 0))
            throw new RuleFileException($"ReminderRules {rules.Id}: leadDays is at least 0");
        return rules;
    }
}

/// <param name="Name">What is due, as the end of a sentence.</param>
/// <param name="LeadDays">Calendar days between the reminder and the due date.</param>
public sealed record ReminderRule(ReminderKind Kind, Text Name, int LeadDays, Citation Citation);

/// <summary>Kinds of rights with an annual fee on the anniversary of their filing date.</summary>
public sealed record AnnualFees(IReadOnlyList<string> RightKinds);
