using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Messages;

namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>How settlement runs are wired to the store and the commands.</summary>
public static class SettlementSetup
{
    /// <summary>The list of runs that move, where the timer finds those that stalled.</summary>
    public const string Moving = "settlements|moving";

    public static CommandSettings<SettlementRun> Commands { get; } =
        new(
            "settlement",
            "/api/settlements",
            MaySee: (_, caller) => MaySee(caller),
            View: (loaded, _) => SettlementView.Of(loaded.State!, loaded.Version)
        );

    public static AggregateKind<SettlementRun> Aggregate { get; } =
        new("settlement")
        {
            Lists = ListsOf,
            // Each step calls the next, with the transaction that ends it.
            Messages = (run, _) => run.Status.IsMoving() && !run.Stopped ? [new SettlementStepDue(run.Id, run.Step)] : [],
        };

    public static JobSetup<SettlementRun> Job { get; } =
        new("Settlement", Moving)
        {
            Due = run => run.Status.IsMoving() && !run.Stopped ? run.Step : null,
            LastStepAt = run => run.LastStepAt,
            Resume = (run, now) => ResumeSettlement.GoOn(run, Caller.System(), now),
            Stop = (run, _) => StepDecisions.Stop(run),
        };

    /// <summary>Whoever sees one run sees all.</summary>
    public static bool MaySee(Caller caller) => caller.Is(Role.Finance) || caller.Is(Role.Auditor);

    public static string OfPolicy(string policyId, int year) =>
        string.Create(CultureInfo.InvariantCulture, $"settlements|policy|{policyId}|{year}");

    /// <summary>Registers the services of settlements.</summary>
    public static IServiceCollection AddSettlements(this IServiceCollection services)
    {
        services.AddJobs(_ => Aggregate, Job);
        services.AddSingleton(Commands);
        services.AddSingleton<Commands<SettlementRun>>();
        services.AddSingleton<RunDocuments>();
        services.AddSingleton<SettlementContexts>();
        services.AddSingleton<PaymentFile>();
        services.AddSingleton<SettlementSteps>();
        return services;
    }

    private static IEnumerable<ListEntry> ListsOf(SettlementRun run)
    {
        var newest = ListEntry.NewestFirst(run.Started.At);
        yield return new(OfPolicy(run.PolicyId, run.Year), newest, SettlementSummary.Of(run));
        if (run.Status.IsMoving() && !run.Stopped)
            yield return new(Moving, newest, new RunningJob(run.Id));
    }
}

/// <summary>A run's line in lists.</summary>
public sealed record SettlementSummary(
    string Id,
    string PolicyId,
    int Year,
    RunStatus Status,
    bool Stopped,
    int Claims,
    Yuan Amount,
    DateTimeOffset StartedAt
)
{
    public static SettlementSummary Of(SettlementRun run) =>
        new(
            run.Id,
            run.PolicyId,
            run.Year,
            run.Status,
            run.Stopped,
            run.Totals?.Claims ?? 0,
            run.Totals?.Amount ?? Yuan.Zero,
            run.Started.At
        );
}

/// <summary>A run as its readers get it; its lines are read page by page beside it. Amounts are yuan.</summary>
/// <param name="BudgetLeft">What the budget left to it; left out without a budget.</param>
/// <param name="SettledSum">What claims have got by its closing so far.</param>
/// <param name="Dropped">Claims that had changed by then and stayed out.</param>
/// <param name="Lines">A page of result lines, in the order of the claims' ids.</param>
/// <param name="Cursor">For the next page of lines; null at the end.</param>
public sealed record SettlementView(
    string Id,
    string PolicyId,
    int PolicyVersion,
    Text PolicyName,
    int Year,
    RunStatus Status,
    bool Stopped,
    RunTotals? Totals,
    Yuan? BudgetLeft,
    Yuan SettledSum,
    int Dropped,
    int NoticesOpened,
    string StartedBy,
    DateTimeOffset StartedAt,
    string? ClosedBy,
    DateTimeOffset? ClosedAt,
    string? PublishedBy,
    DateTimeOffset? PublishedAt,
    long Version,
    IReadOnlyList<SettlementLine> Lines,
    string? Cursor
)
{
    public static SettlementView Of(SettlementRun run, long version, IReadOnlyList<SettlementLine>? lines = null, string? cursor = null) =>
        new(
            run.Id,
            run.PolicyId,
            run.PolicyVersion,
            run.PolicyName,
            run.Year,
            run.Status,
            run.Stopped,
            run.Totals,
            run.BudgetLeft,
            run.SettledSum,
            run.Dropped,
            run.NoticesOpened,
            run.Started.Name,
            run.Started.At,
            run.Closed?.Name,
            run.Closed?.At,
            run.Published?.Name,
            run.Published?.At,
            version,
            lines ?? [],
            cursor
        );
}
