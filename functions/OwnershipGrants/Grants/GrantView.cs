using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <seealso cref="Grant"/>
/// <seealso cref="GrantTerms"/>
public sealed record GrantView
{
    public required string Id { get; init; }
    public required GrantStatus Status { get; init; }
    public required string AchievementId { get; init; }
    public required string AchievementName { get; init; }
    public required string Organisation { get; init; }
    public required string RuleSet { get; init; }
    public required GrantType Type { get; init; }
    public required Text TypeName { get; init; }
    public required GrantTerms Terms { get; init; }

    /// <summary>Warnings found when the grant was applied for, shown to the persons who decide.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    public required IReadOnlyList<Step> Explanation { get; init; }
    public required IReadOnlyList<AchievementView.MemberView> Team { get; init; }
    public FormCheck? Form { get; init; }
    public TitleCheck? Title { get; init; }
    public Appraisal? Appraisal { get; init; }
    public GrantDecision? Decision { get; init; }
    public Notice? Notice { get; init; }
    public required IReadOnlyList<Objection> Objections { get; init; }
    public Agreement? Agreement { get; init; }
    public required IReadOnlyList<HolderRecord> HolderRecords { get; init; }
    public DateOnly? InForceOn { get; init; }
    public DateOnly? StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }
    public required IReadOnlyList<Extension> Extensions { get; init; }
    public required IReadOnlyList<YearReport> Reports { get; init; }
    public required IReadOnlyList<ConversionView> Conversions { get; init; }
    public Ending? Ending { get; init; }
    public required int Edition { get; init; }

    /// <summary>Who performed each step, and when; the last time if a step was repeated.</summary>
    public required IReadOnlyDictionary<GrantAction, Act> Acts { get; init; }

    /// <summary>Time of the application.</summary>
    public required DateTimeOffset AppliedAt { get; init; }

    /// <summary>The actions that are possible in the status: those of the caller, and those for which the grant waits for others.</summary>
    public required IReadOnlyList<ActionView> Actions { get; init; }

    /// <summary>Version of the whole achievement, as used for If-Match.</summary>
    public required long Version { get; init; }

    /// <summary>
    /// The grant as of today, including the end of its notice or term if not stored yet; null if the achievement has no grant with this id.
    /// </summary>
    public static GrantView? Of(Achievement state, string grantId, Caller caller, GrantRuleBook book, DateOnly today, long version)
    {
        if (state.Grants.FirstOrDefault(g => g.Id == grantId) is not { } stored)
            return null;
        var grant = GrantClock.At(stored, today);
        return new()
        {
            Id = grant.Id,
            Status = grant.Status,
            AchievementId = state.Id,
            AchievementName = state.Name,
            Organisation = state.Organisation,
            RuleSet = grant.RuleSet,
            Type = grant.Terms.Type,
            TypeName = grant.Terms.Type.Name(),
            Terms = grant.Terms,
            Findings = grant.Findings,
            Explanation = [.. GrantExplanation.Of(grant, book.Pinned(grant.RuleSet))],
            Team = [.. state.TeamOn(grant.InForceOn ?? today).Members.Select(AchievementView.MemberView.Of)],
            Form = grant.Form,
            Title = grant.Title,
            Appraisal = grant.Appraisal,
            Decision = grant.Decision,
            Notice = grant.Notice,
            Objections = grant.Objections,
            Agreement = grant.Agreement,
            HolderRecords = grant.HolderRecords,
            InForceOn = grant.InForceOn,
            StartsOn = grant.StartsOn,
            EndsOn = grant.EndsOn,
            Extensions = grant.Extensions,
            Reports = grant.Reports,
            Conversions = [.. state.Conversions.Where(c => c.GrantId is null || c.GrantId == grantId).Select(ConversionView.Of)],
            Ending = grant.Ending,
            Edition = grant.Edition,
            Acts = grant.Acts,
            AppliedAt = grant.AppliedAt(),
            Actions = GrantLifeCycle.ActionsFor(new(state, grant, book.Pinned(grant.RuleSet), today), caller),
            Version = version,
        };
    }
}
