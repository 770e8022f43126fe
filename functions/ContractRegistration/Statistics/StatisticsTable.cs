using System.Globalization;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Statistics;

/// <param name="Before">The same months of the previous year.</param>
/// <param name="Frozen">
/// For frozen figures: the month, the time of freezing, and the running figures of the same months; otherwise null.
/// </param>
public sealed record StatisticsSource(
    int Year,
    YearFigures Figures,
    YearFigures Before,
    ComparedWith ComparedWith,
    (int Month, DateTimeOffset At, YearFigures Running)? Frozen = null
);

public sealed class StatisticsTable(RuleBook rules, bool seesAll)
{
    private int Limit => rules.Statistics.SuppressBelow;

    public StatisticsView Of(StatisticsSource source, StatisticsBy by)
    {
        var (rows, total) = Lay(source.Figures, source.Before, source.Frozen?.Running, by);
        var target = rules.Statistics.Targets.FirstOrDefault(t => t.Year == source.Year);
        return new(
            source.Year,
            by,
            source.Frozen is { } f ? FreezeMonths.Period(source.Year, f.Month) : null,
            source.Frozen?.At,
            source.ComparedWith,
            rows,
            total,
            target is null
                ? null
                : new(
                    target.ContractValue,
                    total.ContractValue is { } value ? Percent(value.Fen, target.ContractValue.Fen) : null,
                    target.Citation
                ),
            // Officials only: a single month may have so few contracts that its figures reveal them.
            seesAll && source.Frozen is { } frozen
                ? Own(source, frozen.Month, by)
                : null
        );
    }

    private MonthsOwn Own(StatisticsSource source, int month, StatisticsBy by)
    {
        var (rows, total) = Lay(source.Figures.Only(month), source.Before.Only(month), null, by);
        return new(rows, total);
    }

    private (IReadOnlyList<StatisticsRow>, StatisticsRow) Lay(
        YearFigures figures,
        YearFigures before,
        YearFigures? running,
        StatisticsBy by
    )
    {
        var total = Line("total", figures.Total, Few(figures.Total) ? Sight.Few : Sight.Shown, before.Total, !Few(before.Total));
        if (running is not null)
            total = total with { Corrections = Correct(running.Total - figures.Total) };
        if (by != StatisticsBy.Kind)
            return (Rows(by, Parts(figures, by), Parts(before, by), running is null ? null : Parts(running, by)), total);

        // Two levels: main kinds are parts of the total, sub-kinds are parts of their main kind.
        var (now, then, later) = (Groups(figures), Groups(before), running is null ? null : Groups(running));
        var groups = Rows(by, Sums(now), Sums(then), later is null ? null : Sums(later));
        var hiddenBefore = Hidden(Sums(then), all: false);
        return (
            [
                .. groups.Select(group =>
                    group with
                    {
                        Rows = Rows(
                            by,
                            now[group.Code],
                            then.GetValueOrDefault(group.Code) ?? [],
                            later is null ? null : later.GetValueOrDefault(group.Code) ?? [],
                            group.Number is null,
                            hiddenBefore.Contains(group.Code)
                        ),
                    }
                ),
            ],
            total
        );
    }

    private List<StatisticsRow> Rows(
        StatisticsBy by,
        Dictionary<string, Figures> now,
        Dictionary<string, Figures> before,
        Dictionary<string, Figures>? running,
        bool hideAll = false,
        bool hideAllBefore = false
    )
    {
        var hidden = Hidden(now, hideAll);
        var hiddenBefore = Hidden(before, hideAllBefore);
        return
        [
            .. now.Where(part => part.Value.Number != 0)
                .OrderBy(part => Order(by, part.Key))
                .ThenBy(part => part.Key, StringComparer.Ordinal)
                .Select(part =>
                {
                    var (code, amounts) = part;
                    var sight =
                        !hidden.Contains(code) ? Sight.Shown
                        : Few(amounts) ? Sight.Few
                        : Sight.Hidden;
                    var row = Line(code, amounts, sight, before.GetValueOrDefault(code), !hiddenBefore.Contains(code)) with
                    {
                        Name = NameOf(by, code),
                    };
                    return running is not null && seesAll
                        ? row with
                        {
                            Corrections = Correct(running.GetValueOrDefault(code) - amounts),
                        }
                        : row;
                }),
        ];
    }

    private IReadOnlySet<string> Hidden(Dictionary<string, Figures> parts, bool all) =>
        seesAll ? new HashSet<string>()
        : all ? parts.Keys.ToHashSet()
        : Suppression.Hidden(parts.ToDictionary(p => p.Key, p => p.Value.Number), Limit);

    private bool Few(Figures amounts) => !seesAll && amounts.Number > 0 && amounts.Number < Limit;

    private StatisticsRow Line(string code, Figures amounts, Sight sight, Figures before, bool beforeIsShown) =>
        sight switch
        {
            Sight.Shown => new(
                code,
                TotalName,
                amounts.Number,
                amounts.Number.ToString(CultureInfo.InvariantCulture),
                amounts.Value,
                amounts.TechnicalAmount,
                beforeIsShown
                    ? new(
                        Growth(amounts.Number, before.Number),
                        Growth(amounts.Value.Fen, before.Value.Fen),
                        Growth(amounts.TechnicalAmount.Fen, before.TechnicalAmount.Fen)
                    )
                    : null
            ),
            Sight.Few => new(code, TotalName, null, string.Create(CultureInfo.InvariantCulture, $"<{Limit}"), null, null, null),
            Sight.Hidden => new(code, TotalName, null, "…", null, null, null),
        };

    // Hidden from the public if few contracts changed, because the correction would reveal their amounts.
    private Corrections Correct(Figures difference) =>
        seesAll || difference == default || Math.Abs(difference.Number) >= Limit
            ? new(difference.Number, difference.Value, difference.TechnicalAmount)
            : new(null, null, null);

    private static Dictionary<string, Figures> Parts(YearFigures figures, StatisticsBy by) =>
        new(
            by switch
            {
                StatisticsBy.Kind => figures.By(Breakdown.Kind),
                StatisticsBy.Field => figures.By(Breakdown.Field),
                StatisticsBy.SellerKind => figures.By(Breakdown.SellerKind),
                StatisticsBy.BuyerRegion => figures.By(Breakdown.BuyerRegion),
                StatisticsBy.Month => figures.ByMonth(),
            }
        );

    private static Dictionary<string, Dictionary<string, Figures>> Groups(YearFigures figures) =>
        figures
            .By(Breakdown.Kind)
            .GroupBy(p => p.Key.Split('.')[0])
            .ToDictionary(g => g.Key, g => g.ToDictionary(p => p.Key.Split('.')[1], p => p.Value));

    private static Dictionary<string, Figures> Sums(Dictionary<string, Dictionary<string, Figures>> groups) =>
        groups.ToDictionary(g => g.Key, g => g.Value.Values.Aggregate(new Figures(), (sum, part) => sum + part));

    // Code-table order; zone and city come before the provinces, unknown values last.
    private int Order(StatisticsBy by, string code) =>
        (by, code) switch
        {
            (_, ContractFigures.Unknown) => int.MaxValue,
            (StatisticsBy.Month, _) => int.Parse(code, CultureInfo.InvariantCulture),
            (StatisticsBy.BuyerRegion, BuyerRegions.Zone) => -2,
            (StatisticsBy.BuyerRegion, BuyerRegions.City) => -1,
            (StatisticsBy.BuyerRegion, BuyerRegions.Outside) => int.MaxValue - 1,
            _ => Codes(by).TakeWhile(c => c.Value != code).Count(),
        };

    private Text NameOf(StatisticsBy by, string code) =>
        (by, code) switch
        {
            (_, ContractFigures.Unknown) => new("未知", "Unknown"),
            (StatisticsBy.Month, _) => new(
                $"{int.Parse(code, CultureInfo.InvariantCulture)}月",
                CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(int.Parse(code, CultureInfo.InvariantCulture))
            ),
            (StatisticsBy.BuyerRegion, BuyerRegions.Zone) => new("高新区内", "In the high-tech zone"),
            (StatisticsBy.BuyerRegion, BuyerRegions.City) => new("市内高新区外", "In the city, outside the zone"),
            (StatisticsBy.BuyerRegion, BuyerRegions.Outside) => new("境外", "Abroad"),
            _ => Codes(by).FirstOrDefault(c => c.Value == code)?.Name ?? new(code, code),
        };

    private IReadOnlyList<Code> Codes(StatisticsBy by) =>
        rules
            .Codes[
                by switch
                {
                    StatisticsBy.Kind => "kind",
                    StatisticsBy.Field => "technicalField",
                    StatisticsBy.SellerKind => "partyKind",
                    StatisticsBy.BuyerRegion => "region",
                    StatisticsBy.Month => throw new ArgumentOutOfRangeException(nameof(by), by, "Months have no code table."),
                }
            ]
            .Codes;

    private static decimal? Growth(long now, long before) => before == 0 ? null : Percent((Int128)now - before, before);

    /// <summary>Percentage with one decimal, exact, rounded half away from zero.</summary>
    internal static decimal Percent(Int128 part, Int128 whole)
    {
        var (thousandths, rest) = Int128.DivRem(Int128.Abs(part) * 1000, Int128.Abs(whole));
        if (rest * 2 >= Int128.Abs(whole))
            thousandths++;
        return (decimal)(part < 0 == whole < 0 ? thousandths : -thousandths) / 10m;
    }

    private static readonly Text TotalName = new("合计", "Total");

    private enum Sight
    {
        Shown,
        Few,
        Hidden,
    }
}
