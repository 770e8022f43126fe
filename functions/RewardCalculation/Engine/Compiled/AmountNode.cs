namespace TechTransfer.RewardCalculation.Engine.Compiled;

/// <summary>A compiled amount formula. Results are exact fractions of fen; the caller rounds them once.</summary>
internal abstract class AmountNode(AmountFrame frame)
{
    protected AmountFrame Frame => frame;

    /// <summary>The amount in fen after floor and cap.</summary>
    public decimal Earned(Scope scope, List<Step>? steps)
    {
        var exact = Exact(scope, steps);
        if (frame.Floor is { } least && exact > 0 && exact < scope.Part(least))
        {
            var floor = scope.Part(least);
            steps?.Add(
                new(
                    "floor",
                    new(
                        $"{Written.ExactYuan(exact)}元低于最低奖励额，按{Written.Yuan(floor)}元计。",
                        $"{Written.ExactYuan(exact)} yuan is below the minimum amount, so {Written.Yuan(floor)} yuan is granted."
                    ),
                    Inputs.Of("amount", Written.ExactYuan(exact), "floor", Written.Yuan(least)),
                    Written.Yuan(floor),
                    frame.Citation
                )
            );
            exact = floor;
        }
        if (frame.Cap is not { } most || exact <= scope.Part(most))
            return exact;
        var cap = scope.Part(most);
        steps?.Add(CapStep(exact, cap, most));
        return cap;
    }

    /// <summary>True when the cap is reached, so that a higher figure adds nothing.</summary>
    public bool IsFull(Scope scope) => frame.Cap is { } most && Exact(scope, null) >= scope.Part(most);

    public abstract void Thresholds(Scope scope, List<Threshold> thresholds);

    protected abstract decimal Exact(Scope scope, List<Step>? steps);

    private Step CapStep(decimal exact, long cap, long whole)
    {
        var amount = Written.ExactYuan(exact);
        var (code, text) = (frame.PerContract, cap < whole) switch
        {
            (true, true) => (
                "cap_contract",
                new Text(
                    $"{amount}元超过单份合同上限{Written.Yuan(whole)}元中本单位的份额{Written.Yuan(cap)}元，按{Written.Yuan(cap)}元计。",
                    $"{amount} yuan exceeds this party's share ({Written.Yuan(cap)} yuan) of the cap per contract "
                        + $"({Written.Yuan(whole)} yuan), so {Written.Yuan(cap)} yuan is granted."
                )
            ),
            (true, false) => (
                "cap_contract",
                new(
                    $"{amount}元超过单份合同上限，按{Written.Yuan(cap)}元计。",
                    $"{amount} yuan exceeds the cap per contract, so {Written.Yuan(cap)} yuan is granted."
                )
            ),
            (false, _) => (
                "cap_clause",
                new(
                    $"{amount}元超过本项上限，按{Written.Yuan(cap)}元计。",
                    $"{amount} yuan exceeds the cap of this clause, so {Written.Yuan(cap)} yuan is granted."
                )
            ),
        };
        return new(code, text, Inputs.Of("amount", amount, "cap", Written.Yuan(whole)), Written.Yuan(cap), frame.Citation);
    }
}

/// <summary>Cap and floor are in fen.</summary>
internal sealed record AmountFrame(Citation Citation, long? Cap, long? Floor, bool PerContract);

/// <param name="At">Value to reach: fen, or a count.</param>
/// <param name="Rate">For a tier: the rate beyond it, formatted; null when reaching the value changes the amount at once.</param>
internal sealed record Threshold(int Slot, long At, string? Rate, Citation Citation);

internal sealed class FlatNode(AmountFrame frame, long fen) : AmountNode(frame)
{
    protected override decimal Exact(Scope scope, List<Step>? steps)
    {
        var part = scope.Part(fen);
        steps?.Add(
            new(
                "flat",
                new($"定额奖励{Written.Yuan(part)}元。", $"A fixed amount of {Written.Yuan(part)} yuan."),
                Inputs.None,
                Written.Yuan(part),
                Frame.Citation
            )
        );
        return part;
    }

    public override void Thresholds(Scope scope, List<Threshold> thresholds) { }
}

internal sealed class RateNode(AmountFrame frame, int slot, decimal rate) : AmountNode(frame)
{
    private readonly string percent = Written.Percent(rate);

    protected override decimal Exact(Scope scope, List<Step>? steps)
    {
        var figure = Math.Max(scope.Figures[slot], 0);
        if (steps is not null)
            steps.Add(TiersNode.Slice(new("", ""), figure, rate, percent, Frame.Citation));
        return figure * rate;
    }

    // An excess or growth figure earns nothing until it rises above zero.
    public override void Thresholds(Scope scope, List<Threshold> thresholds)
    {
        if (scope.Figures[slot] <= 0 && scope.Policy.IsDerived(slot))
            thresholds.Add(new(slot, 0, percent, Frame.Citation));
    }
}

internal sealed class TiersNode(AmountFrame frame, int slot, (long Above, decimal Rate)[] tiers) : AmountNode(frame)
{
    private const long Million = 1_000_000;
    private readonly string[] percents = [.. tiers.Select(t => Written.Percent(t.Rate))];
    private readonly long[] millionths = [.. tiers.Select(t => (long)(t.Rate * Million))];
    private readonly Text[] heads = [.. tiers.Select((t, i) => HeadOf(t.Above, i + 1 < tiers.Length ? tiers[i + 1].Above : null))];

    protected override decimal Exact(Scope scope, List<Step>? steps)
    {
        var figure = Math.Max(scope.Figures[slot], 0);
        var sum = 0m;
        for (var i = 0; i < tiers.Length && (i == 0 || figure > tiers[i].Above); i++)
        {
            var upTo = i + 1 < tiers.Length ? tiers[i + 1].Above : (long?)null;
            var part = Math.Min(figure, upTo ?? long.MaxValue) - tiers[i].Above;
            sum += Times(part, tiers[i].Rate, millionths[i]);
            steps?.Add(Slice(heads[i], part, tiers[i].Rate, percents[i], Frame.Citation));
        }
        return sum;
    }

    public override void Thresholds(Scope scope, List<Threshold> thresholds)
    {
        for (var i = 0; i < tiers.Length; i++)
        {
            if (tiers[i].Above <= scope.Figures[slot])
                continue;
            thresholds.Add(new(slot, tiers[i].Above, percents[i], Frame.Citation));
            return;
        }
    }

    // Most products are whole fen, and integers are several times faster than decimals.
    private static decimal Times(long fen, decimal rate, long millionths) =>
        fen <= long.MaxValue / Million && fen * millionths is var product && product % Million == 0 ? product / Million : fen * rate;

    /// <summary>Start of the sentence about a tier: which part of the figure it covers.</summary>
    public static Text HeadOf(long above, long? upTo)
    {
        var low = Written.Yuan(above);
        if (upTo is not { } limit)
            return above > 0 ? new($"超过{low}元部分：", $"The part above {low} yuan: ") : new("", "");
        var high = Written.Yuan(limit);
        return new($"{low}元至{high}元部分：", $"The part from {low} to {high} yuan: ");
    }

    public static Step Slice(Text head, long part, decimal rate, string percent, Citation citation)
    {
        var (money, earned) = (Written.Yuan(part), Written.ExactYuan(part * rate));
        return new(
            "rate",
            new($"{head.Zh}{money}元×{percent}={earned}元。", $"{head.En}{money} × {percent} = {earned} yuan."),
            Inputs.Of("part", money, "rate", percent),
            earned,
            citation
        );
    }
}

internal sealed class BandsNode(AmountFrame frame, int slot, (long From, AmountNode Amount)[] bands, long? end) : AmountNode(frame)
{
    protected override decimal Exact(Scope scope, List<Step>? steps)
    {
        var figure = scope.Figures[slot];
        var title = scope.Policy.TitleOf(slot);
        var value = scope.Policy.Write(slot, figure);
        var at = Chosen(figure);
        if (at < 0)
        {
            if (steps is not null)
            {
                var text =
                    figure < bands[0].From
                        ? new Text(
                            $"{title.Zh}{value.Zh}，低于起点{scope.Policy.Write(slot, bands[0].From).Zh}，不予奖励。",
                            $"{title.En} of {value.En} is below the lowest band, which starts at "
                                + $"{scope.Policy.Write(slot, bands[0].From).En}, so there is no reward."
                        )
                        : new(
                            $"{title.Zh}{value.Zh}，超出最高一档，不予奖励。",
                            $"{title.En} of {value.En} is above the highest band, so there is no reward."
                        );
                steps.Add(new("band", text, Inputs.Of("figure", value.En), Written.Yuan(0), Frame.Citation));
            }
            return 0;
        }
        if (steps is not null)
        {
            var from = scope.Policy.Write(slot, bands[at].From);
            steps.Add(
                new(
                    "band",
                    new(
                        $"{title.Zh}{value.Zh}，适用{from.Zh}及以上一档。",
                        $"{title.En} of {value.En} is in the band from {from.En} upwards."
                    ),
                    Inputs.Of("figure", value.En, "from", from.En),
                    from.En,
                    Frame.Citation
                )
            );
        }
        return bands[at].Amount.Earned(scope, steps);
    }

    public override void Thresholds(Scope scope, List<Threshold> thresholds)
    {
        foreach (var (from, _) in bands)
        {
            if (from <= scope.Figures[slot])
                continue;
            thresholds.Add(new(slot, from, null, Frame.Citation));
            break;
        }
        var at = Chosen(scope.Figures[slot]);
        if (at >= 0 && !bands[at].Amount.IsFull(scope))
            bands[at].Amount.Thresholds(scope, thresholds);
    }

    private int Chosen(long figure)
    {
        if (figure >= end)
            return -1;
        var at = bands.Length - 1;
        while (at >= 0 && figure < bands[at].From)
            at--;
        return at;
    }
}

internal sealed class StepsNode(AmountFrame frame, int slot, long from, long first, long every, long each) : AmountNode(frame)
{
    protected override decimal Exact(Scope scope, List<Step>? steps)
    {
        var figure = scope.Figures[slot];
        var reached = figure >= from;
        var more = reached ? (figure - from) / every : 0;
        // Use decimals: a small step with a large figure would overflow 64 bits.
        var exact = reached ? scope.Part(first) + (decimal)more * scope.Part(each) : 0;
        if (steps is not null)
        {
            var (title, value, start) = (scope.Policy.TitleOf(slot), scope.Policy.Write(slot, figure), scope.Policy.Write(slot, from));
            steps.Add(
                new(
                    "steps",
                    reached
                        ? new(
                            $"{title.Zh}{value.Zh}，达到{start.Zh}，奖励{Written.Yuan(scope.Part(first))}元；"
                                + $"每再增加{scope.Policy.Write(slot, every).Zh}加{Written.Yuan(scope.Part(each))}元，共{more}次。",
                            $"{title.En} of {value.En} reaches {start.En}: {Written.Yuan(scope.Part(first))} yuan, plus "
                                + $"{Written.Yuan(scope.Part(each))} yuan for each further {scope.Policy.Write(slot, every).En}, "
                                + $"{more} times."
                        )
                        : new(
                            $"{title.Zh}{value.Zh}，未达到{start.Zh}，不予奖励。",
                            $"{title.En} of {value.En} does not reach {start.En}, so there is no reward."
                        ),
                    Inputs.Of("figure", value.En, "steps", $"{more}"),
                    Written.ExactYuan(exact),
                    Frame.Citation
                )
            );
        }
        return exact;
    }

    public override void Thresholds(Scope scope, List<Threshold> thresholds)
    {
        var figure = scope.Figures[slot];
        thresholds.Add(new(slot, figure < from ? from : checked(from + ((figure - from) / every + 1) * every), null, Frame.Citation));
    }
}

internal sealed class CombinedNode(AmountFrame frame, Combination combination, AmountNode[] parts) : AmountNode(frame)
{
    protected override decimal Exact(Scope scope, List<Step>? steps)
    {
        var total = 0m;
        foreach (var part in parts)
        {
            if (combination == Combination.First && total > 0)
                break;
            var earned = part.Earned(scope, steps);
            total = combination == Combination.Sum ? total + earned : Math.Max(total, earned);
        }
        steps?.Add(
            new(
                combination switch
                {
                    Combination.Sum => "sum",
                    Combination.BestOf => "best_of",
                    Combination.First => "first_of",
                },
                combination switch
                {
                    Combination.Sum => new(
                        $"各部分合计{Written.ExactYuan(total)}元。",
                        $"The parts add up to {Written.ExactYuan(total)} yuan."
                    ),
                    Combination.BestOf => new(
                        $"就高不重复，取{Written.ExactYuan(total)}元。",
                        $"Only the largest part is granted: {Written.ExactYuan(total)} yuan."
                    ),
                    Combination.First => new(
                        $"按先后顺序取第一项有奖励的，为{Written.ExactYuan(total)}元。",
                        $"Only the first part above zero is granted: {Written.ExactYuan(total)} yuan."
                    ),
                },
                Inputs.None,
                Written.ExactYuan(total),
                Frame.Citation
            )
        );
        return total;
    }

    public override void Thresholds(Scope scope, List<Threshold> thresholds)
    {
        foreach (var part in parts)
        {
            if (!part.IsFull(scope))
                part.Thresholds(scope, thresholds);
        }
    }
}

/// <summary>
/// The amount is calculated for each contract (Assessment.OfItem); for the year only its sum is known (Assessment.OfYear).
/// </summary>
internal sealed class PerContractNode(AmountFrame frame, int slot, AmountNode each) : AmountNode(frame)
{
    public int Slot => slot;

    public long OfOne(Scope scope, List<Step>? steps) => Rounding.Fen(each.Earned(scope, steps), steps);

    public void ThresholdsOfOne(Scope scope, List<Threshold> thresholds)
    {
        if (!each.IsFull(scope))
            each.Thresholds(scope, thresholds);
    }

    protected override decimal Exact(Scope scope, List<Step>? steps)
    {
        var sum = scope.Figures[slot];
        steps?.Add(
            new(
                "contracts_sum",
                new(
                    $"逐份合同计算的奖励合计{Written.Yuan(sum)}元。",
                    $"The rewards calculated for each contract add up to {Written.Yuan(sum)} yuan."
                ),
                Inputs.None,
                Written.Yuan(sum),
                Frame.Citation
            )
        );
        return sum;
    }

    public override void Thresholds(Scope scope, List<Threshold> thresholds) { }
}

internal static class Rounding
{
    // Largest amount, in fen, that JSON may hold; a step bonus could exceed it.
    private const decimal Largest = 90_000_000_000_000_000m;

    /// <summary>Rounds half up to the fen; adds a step when rounding changes the amount.</summary>
    public static long Fen(decimal exact, List<Step>? steps)
    {
        exact = Math.Min(exact, Largest);
        if ((long)exact is var whole && whole == exact)
            return whole;
        var rounded = (long)decimal.Round(exact, 0, MidpointRounding.AwayFromZero);
        if (steps is not null)
        {
            var (before, after) = (Written.ExactYuan(exact), Written.Yuan(rounded));
            steps.Add(
                new(
                    "rounding",
                    new($"{before}元四舍五入到分，为{after}元。", $"{before} yuan is rounded half up to the fen: {after} yuan."),
                    Inputs.Of("exact", before),
                    after
                )
            );
        }
        return rounded;
    }
}
