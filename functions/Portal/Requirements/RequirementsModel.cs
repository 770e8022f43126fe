using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Requirements;

/// <summary>What a filing of one kind of contract needs, or the kinds to choose from.</summary>
/// <param name="Kind">The chosen kind; null while none is chosen.</param>
/// <param name="Groups">Main kinds with their kinds, in the order of the code table.</param>
public sealed record RequirementsModel(
    FilingRules Rules,
    CodeEntry? Kind,
    IReadOnlyList<(CodeEntry Main, IReadOnlyList<CodeEntry> Kinds)> Groups
)
{
    /// <summary>Null when no rule set is in force, or there is no such kind.</summary>
    public static RequirementsModel? Of(IReadOnlyList<FilingRules> ruleSets, CodeList kinds, string? chosen, DateOnly today)
    {
        if (ruleSets.FirstOrDefault(rules => rules.From <= today && (rules.To is null || today <= rules.To)) is not { } rules)
            return null;
        var known = rules.SubKinds.ToDictionary(kind => kind.Code, kind => kind.Category);
        var inForce = kinds.Codes.Where(code => code.IsInForce(today)).ToArray();
        var groups = inForce
            .Where(main => known.ContainsValue(main.Value))
            .Select(main => (main, (IReadOnlyList<CodeEntry>)[.. inForce.Where(kind => known.GetValueOrDefault(kind.Value) == main.Value)]))
            .ToArray();
        var kind = groups.SelectMany(group => group.Item2).FirstOrDefault(kind => kind.Value == chosen);
        return chosen is not null && kind is null ? null : new(rules, kind, groups);
    }

    public IEnumerable<PaperRule> Papers(bool always) =>
        Rules.Papers.Where(paper =>
            Kind is { } kind
            && paper.IsFor(kind.Value)
            && (paper.Condition == PaperCondition.Always) == always
            && paper.Condition != PaperCondition.Optional
        );

    public IEnumerable<SourcedName> Tests =>
        Rules.CheckLists.Where(list => Kind is { } kind && list.Kinds.Contains(kind.Value)).SelectMany(list => list.Tests);
}
