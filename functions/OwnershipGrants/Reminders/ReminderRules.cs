using System.Text.Json.Serialization;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Reminders;

/// <summary>What falls due.</summary>
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

/// <summary>How early people are told of what falls due, as the file in <c>ReminderRules/</c> states it.</summary>
public sealed record ReminderRules : IDated
{
    public required string Id { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }
    public required IReadOnlyList<ReminderRule> Kinds { get; init; }
    public required AnnualFees AnnualFees { get; init; }

    /// <summary>The rules of grants, which say when agreements and reports are due.</summary>
    [JsonIgnore]
    public GrantRuleBook Grants { get; private init; } = null!;

    public ReminderRule Of(ReminderKind kind) => Kinds.First(k => k.Kind == kind);

    /// <summary>The rules of this deployment, checked when they are first asked for, which is at the start.</summary>
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
                throw new RuleFileException($"ReminderRules {rules.Id}: {kind} stands there once");
        }
        if (rules.Kinds.Any(k => k.LeadDays < 0))
            throw new RuleFileException($"ReminderRules {rules.Id}: leadDays is at least 0");
        return rules;
    }
}

/// <summary>A kind of reminder.</summary>
/// <param name="Name">What falls due, as a sentence's end.</param>
/// <param name="LeadDays">Calendar days before the day on which people are told.</param>
public sealed record ReminderRule(ReminderKind Kind, Text Name, int LeadDays, Citation Citation);

/// <summary>Kinds of right that cost a fee each year, on the day of their filing.</summary>
public sealed record AnnualFees(IReadOnlyList<string> RightKinds);
