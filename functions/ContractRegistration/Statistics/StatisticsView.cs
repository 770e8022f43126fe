namespace TechTransfer.ContractRegistration.Statistics;

/// <summary>What the rows of statistics stand for.</summary>
public enum StatisticsBy
{
    Kind,
    Field,
    SellerKind,
    BuyerRegion,
    Month,
}

/// <summary>Figures of a year.</summary>
/// <param name="AsOf">The month-end (YYYY-MM) that the figures were frozen at; null for the running ones.</param>
/// <param name="FrozenAt">When they were frozen.</param>
/// <param name="ComparedWith">What growth is counted against.</param>
/// <param name="Rows">One for each code that has contracts. By kind: the groups, with their sub-kinds inside.</param>
/// <param name="Total">All contracts.</param>
/// <param name="Target">The year's target; null where none is set.</param>
/// <param name="Month">Of frozen figures the month's own, for officials.</param>
public sealed record StatisticsView(
    int Year,
    StatisticsBy By,
    string? AsOf,
    DateTimeOffset? FrozenAt,
    ComparedWith ComparedWith,
    IReadOnlyList<StatisticsRow> Rows,
    StatisticsRow Total,
    TargetShare? Target,
    MonthsOwn? Month
);

/// <summary>The base of growth: the same months of the year before.</summary>
/// <param name="ThroughMonth">The last of its months that are counted: 12 for a whole year.</param>
/// <param name="Frozen">True for its figures frozen at the end of that month, false for its running ones.</param>
public sealed record ComparedWith(int Year, int ThroughMonth, bool Frozen);

/// <summary>Number and amounts of some contracts.</summary>
/// <param name="Number">How many; null when it is not shown.</param>
/// <param name="Shown">The number as a table prints it: "&lt;3" for a cell with too few contracts, "…" for one that is hidden so that such
/// a cell cannot be worked out.</param>
/// <param name="ContractValue">成交额, yuan; null when it is not shown.</param>
/// <param name="TechnicalAmount">技术交易额, yuan; null when it is not shown.</param>
/// <param name="Growth">Over the same months of the year before.</param>
/// <param name="Corrections">Of frozen figures: what has changed since, which the frozen figures do not follow. Of parts for officials
/// only.</param>
/// <param name="Rows">The parts, where there are two levels.</param>
public sealed record StatisticsRow(
    string Code,
    Text Name,
    long? Number,
    string Shown,
    Yuan? ContractValue,
    Yuan? TechnicalAmount,
    Growth? Growth,
    Corrections? Corrections = null,
    IReadOnlyList<StatisticsRow>? Rows = null
);

/// <summary>Growth in percent with one decimal, rounded half away from zero; null where the base is 0 or either side is not
/// shown.</summary>
public sealed record Growth(decimal? Number, decimal? ContractValue, decimal? TechnicalAmount);

/// <summary>Running figures less frozen ones; null where they concern too few contracts to be shown.</summary>
public sealed record Corrections(long? Number, Yuan? ContractValue, Yuan? TechnicalAmount);

/// <summary>How much of the year's target is reached.</summary>
/// <param name="Percent">With one decimal; null when the value is not shown.</param>
public sealed record TargetShare(Yuan ContractValue, decimal? Percent, Citation Citation);

/// <summary>The figures of the closed month alone.</summary>
public sealed record MonthsOwn(IReadOnlyList<StatisticsRow> Rows, StatisticsRow Total);
