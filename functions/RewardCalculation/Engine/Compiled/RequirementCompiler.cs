using System.Text.Json;

namespace TechTransfer.RewardCalculation.Engine.Compiled;

/// <summary>Compiles conditions that the check of the policy has accepted.</summary>
internal sealed class RequirementCompiler(Policy policy, Func<string, Fact?> find)
{
    public Requirement[] All(IEnumerable<Condition> conditions) => [.. conditions.Select(c => One(c, null, negated: false))];

    public Requirement One(Condition condition, string? article, bool negated)
    {
        article = condition.Article ?? article;
        if (condition.Not is { } inner)
            return One(inner, article, !negated);
        if ((condition.All ?? condition.Any) is { } group)
        {
            Requirement[] parts = [.. group.Select(c => One(c, article, negated))];
            // De Morgan: not all = any not; not any = all not.
            return condition.All is not null != negated ? new AllOf(parts) : new AnyOf(parts, condition.Code ?? "any_of", Cite(article));
        }
        var fact = find(condition.Fact!)!;
        return new Leaf(
            fact,
            TestOf(condition, fact.Type),
            negated,
            condition.IfUnknown == IfUnknown.Met,
            condition.Code ?? CodeOf(fact, condition),
            Cite(article),
            condition.Text
        );
    }

    private Citation? Cite(string? article) => article is null ? null : policy.Cite(article);

    private static string CodeOf(Fact fact, Condition condition) =>
        fact.Name == "contract.registeredOn" && condition.InYear is null ? "registered_on" : fact.Code;

    internal static Test TestOf(Condition leaf, FactType type)
    {
        if (leaf.In is { } words)
            return new OneOf([.. words], starts: false);
        if (leaf.StartsWith is { } starts)
            return new OneOf([.. starts], starts: true);
        if (leaf.InYear is not null)
            return new InYear();
        if (leaf.OnOrAfter is not null || leaf.OnOrBefore is not null)
            return new Between(leaf.OnOrAfter?.DayNumber, leaf.OnOrBefore?.DayNumber);
        if (leaf.Is is { } same)
        {
            return same.ValueKind switch
            {
                JsonValueKind.True or JsonValueKind.False => new SameNumber(same.GetBoolean() ? 1 : 0),
                JsonValueKind.String => new OneOf([same.GetString()!], starts: false),
                _ => new SameNumber(FactValue.Scaled(same.GetDecimal(), type)!.Value),
            };
        }
        return new Between(
            Units(leaf.AtLeast ?? leaf.Above),
            Units(leaf.AtMost ?? leaf.Below),
            leaf.Above is not null,
            leaf.Below is not null
        );

        long? Units(decimal? number) => number is { } given ? FactValue.Scaled(given, type) : null;
    }
}
