namespace TechTransfer.RewardCalculation.Engine;

internal static class Parts
{
    private const int Millionths = 1_000_000;

    public static IReadOnlyList<SplitPart> Split(IReadOnlyList<SplitRule> rules, Yuan amount)
    {
        if (rules.Count == 0)
            return [];
        // Split the shares and the rest in one step, so that no fen is lost.
        var exact = rules.Select(r => (long)((r.Exactly ?? 0) * Millionths)).ToList();
        var parts = amount.SplitByLargestRemainder([.. exact, Millionths - exact.Sum()]);
        return
        [
            .. rules.Select(
                (rule, i) =>
                    rule switch
                    {
                        { Exactly: not null } => new SplitPart(rule.Id, parts[i], parts[i]),
                        { AtLeast: { } least } => new(rule.Id, Yuan.FromFen((long)decimal.Ceiling(amount.Fen * least)), null),
                        _ => new(rule.Id, null, Yuan.FromFen((long)decimal.Floor(amount.Fen * rule.AtMost!.Value))),
                    }
            ),
        ];
    }

    public static IReadOnlyList<StagePart> Stage(IReadOnlyList<StageRule> rules, Yuan amount)
    {
        if (rules.Count == 0)
            return [new(null, 1, amount)];
        var parts = amount.SplitByLargestRemainder([.. rules.Select(r => (long)(r.Share * Millionths))]);
        return
        [
            .. rules.SelectMany(
                (rule, i) =>
                    parts[i]
                        .SplitByLargestRemainder([.. Enumerable.Repeat(1L, rule.Years ?? 1)])
                        .Select((part, n) => new StagePart(rule.Stage, n + 1, part))
            ),
        ];
    }
}
