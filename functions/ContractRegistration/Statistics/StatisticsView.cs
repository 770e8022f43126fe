namespace TechTransfer.ContractRegistration.Statistics;

public enum StatisticsBy
{
    Kind,
    Field,
    SellerKind,
    BuyerRegion,
    Month,
}

/// <param name="By">What the rows are grouped by.</param>
/// <param name="AsOf">Month (YYYY-MM) at whose end the figures were frozen; null for running figures.</param>
/// <param name="FrozenAt">Time of the freezing; null for running figures.</param>
/// <param name="ComparedWith">The period with which growth is calculated.</param>
/// <param name="Rows">One row for each code with contracts. By kind: the main kinds, with their sub-kinds inside.</param>
/// <param name="Total">The sum of all rows.</param>
/// <param name="Target">Share of the contract value that the plan sets as target; absent when there is no plan.</param>
/// <param name="Month">For frozen figures: the figures of the last month alone, for officials only; otherwise null.</param>
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

/// <summary>The same months of the previous year, with which growth is calculated.</summary>
/// <param name="ThroughMonth">Last month that is included; 12 for a whole year.</param>
/// <param name="Frozen">True if the compared figures were frozen at the end of that month, false for running figures.</param>
public sealed record ComparedWith(int Year, int ThroughMonth, bool Frozen);

/// <param name="Code">Code of the row, from the grouping; empty for a total.</param>
/// <param name="Number">Number of contracts; null if hidden.</param>
/// <param name="Shown">
/// The number as shown in a table: "&lt;3" for a cell with too few contracts, "…" for a cell that is hidden to protect such a cell.
/// </param>
/// <param name="ContractValue">合同成交额, yuan; null if hidden.</param>
/// <param name="TechnicalAmount">技术交易额, yuan; null if hidden.</param>
/// <param name="Growth">Growth over the same months of the previous year; null if hidden.</param>
/// <param name="Corrections">
/// For frozen figures: what has changed since the freezing. For parts of the total visible to officials only.
/// </param>
/// <param name="Rows">Rows of the second level; null if there is none.</param>
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

/// <summary>Growth in percent with one decimal, rounded half away from zero; null if the base is 0 or either side is hidden.</summary>
/// <param name="Number">Growth of the number of contracts in percent.</param>
/// <param name="ContractValue">Growth of the contract value in percent.</param>
/// <param name="TechnicalAmount">Growth of the technical amount in percent.</param>
public sealed record Growth(decimal? Number, decimal? ContractValue, decimal? TechnicalAmount);

/// <summary>Running figures less frozen figures; null if too few contracts changed to show the difference.</summary>
/// <param name="Number">Number of contracts more, or less when negative.</param>
/// <param name="ContractValue">Contract value more, or less when negative.</param>
/// <param name="TechnicalAmount">Technical amount more, or less when negative.</param>
public sealed record Corrections(long? Number, Yuan? ContractValue, Yuan? TechnicalAmount);

/// <param name="Percent">Percent with one decimal; null if the contract value is hidden.</param>
public sealed record TargetShare(Yuan ContractValue, decimal? Percent, Citation Citation);

/// <param name="Rows">One row for each code with contracts.</param>
/// <param name="Total">The sum of all rows.</param>
public sealed record MonthsOwn(IReadOnlyList<StatisticsRow> Rows, StatisticsRow Total);
