namespace TechTransfer.Portal.Services;

/// <summary>The operations of contract registration that pages need.</summary>
public sealed class ContractsClient(ServiceCalls calls, ServiceAddresses addresses)
{
    [Calls("contracts", "GET /api/rule-sets")]
    public Task<Outcome<IReadOnlyList<FilingRules>>> RuleSetsAsync(Asker asker, CancellationToken cancellation) =>
        calls.GetAsync<IReadOnlyList<FilingRules>>(addresses.Contracts, "/api/rule-sets", asker, cancellation);

    [Calls("contracts", "GET /api/code-tables/{name}")]
    public Task<Outcome<CodeList>> CodesAsync(string name, Asker asker, CancellationToken cancellation) =>
        calls.GetAsync<CodeList>(addresses.Contracts, $"/api/code-tables/{Uri.EscapeDataString(name)}", asker, cancellation);

    [Calls("contracts", "GET /api/statistics", Query = ["year", "by"])]
    public Task<Outcome<YearStatistics>> StatisticsAsync(int? year, string? by, Asker asker, CancellationToken cancellation)
    {
        string?[] query = [year is null ? null : $"year={year}", by is null ? null : $"by={Uri.EscapeDataString(by)}"];
        return calls.GetAsync<YearStatistics>(
            addresses.Contracts,
            $"/api/statistics?{string.Join('&', query.OfType<string>())}",
            asker,
            cancellation
        );
    }
}

/// <summary>The rule set of a period: what a filing needs and how long the office has.</summary>
public sealed record FilingRules(
    string Id,
    DateOnly From,
    DateOnly? To,
    IReadOnlyList<Citation> Instruments,
    TimeLimits TimeLimits,
    LargeContracts LargeCases,
    RegistrarOffice RegistrarOffice,
    IReadOnlyList<SubKind> SubKinds,
    IReadOnlyList<PaperRule> Papers,
    IReadOnlyList<SourcedName> RefusalReasons,
    IReadOnlyList<CheckList> CheckLists,
    LateFiling LateFiling
);

public enum DayType
{
    Working,
    Calendar,
}

public sealed record TimeLimits(DayType DayType, int Days, int ExpertReviewDays, Citation Citation);

public enum LargeBasis
{
    ContractValue,
    TechnicalAmount,
}

public sealed record LargeContracts(Yuan Threshold, LargeBasis Basis, Citation Citation);

public sealed record RegistrarOffice(Text Name, Confidence Confidence);

public sealed record SubKind(string Code, string Category);

public enum PaperCondition
{
    Always,
    Optional,
    CostLines,
    PlanProject,
    AgentSigned,
    ForeignLanguage,
    CrossBorder,
}

/// <param name="Kinds">Codes of the kinds of contract that need it; empty for all.</param>
public sealed record PaperRule(Text Name, PaperCondition Condition, IReadOnlyList<string> Kinds, Citation Citation)
{
    public bool IsFor(string kind) => Kinds.Count == 0 || Kinds.Contains(kind);
}

public sealed record SourcedName(Text Name, Citation Citation);

public sealed record CheckList(IReadOnlyList<string> Kinds, IReadOnlyList<SourcedName> Tests);

public sealed record LateFiling(int DaysAfterSigning, int DaysBeforeEnd, Citation Citation);

public sealed record CodeList(string Name, Text Title, IReadOnlyList<CodeEntry> Codes);

public sealed record CodeEntry(string Value, Text Name, string? Parent, DateOnly? From, DateOnly? To)
{
    public bool IsInForce(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}

public sealed record YearStatistics(
    int Year,
    ComparedYear ComparedWith,
    IReadOnlyList<StatisticsRow> Rows,
    StatisticsRow Total,
    StatisticsTarget? Target
);

public sealed record ComparedYear(int Year, int ThroughMonth);

/// <param name="Number">Null when there are so few contracts that the cell is hidden.</param>
/// <param name="Shown">The number, or <c>&lt;3</c> or … for a hidden cell.</param>
public sealed record StatisticsRow(
    string Code,
    Text Name,
    int? Number,
    string Shown,
    Yuan? ContractValue,
    Yuan? TechnicalAmount,
    Growth? Growth,
    IReadOnlyList<StatisticsRow>? Rows
);

/// <summary>In percent over the same months of the year before; null where that cannot be said.</summary>
public sealed record Growth(decimal? Number, decimal? ContractValue, decimal? TechnicalAmount);

public sealed record StatisticsTarget(Yuan ContractValue, decimal? Percent, Citation Citation);
