using TechTransfer.Kernel.Rules;

namespace TechTransfer.Kernel.Tests;

public class DatedTests
{
    private sealed record Rule(string Id, DateOnly From, DateOnly? To) : IDated;

    private static readonly Rule Old = new("old", new(2000, 1, 1), new(2026, 2, 28));
    private static readonly Rule New = new("new", new(2026, 3, 1), null);

    [Fact]
    public void The_rule_of_the_day_is_found_on_its_first_and_last_day()
    {
        Assert.Same(Old, new[] { Old, New }.InForceOn(new(2026, 2, 28)));
        Assert.Same(New, new[] { Old, New }.InForceOn(new(2026, 3, 1)));
    }

    [Fact]
    public void Two_rules_at_once_are_a_conflict_that_names_both()
    {
        var conflict = Assert.Throws<RuleConflictException>(() =>
            new[] { Old, New with { From = new(2026, 2, 28) } }.InForceOn(new(2026, 2, 28))
        );

        Assert.Equal(["old", "new"], conflict.Sources);
        Assert.Contains("old, new", conflict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_without_a_rule_is_a_conflict_too() =>
        Assert.Empty(Assert.Throws<RuleConflictException>(() => new[] { New }.InForceOn(new(2026, 2, 28))).Sources);
}
