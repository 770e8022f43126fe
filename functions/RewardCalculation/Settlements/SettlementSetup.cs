using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Messages;

namespace TechTransfer.RewardCalculation.Settlements;

public static class SettlementSetup
{
    /// <summary>Name of the list of runs with steps under way, where the timer finds those that stalled.</summary>
    public const string Moving = "settlements|moving";

    public static CommandSettings<SettlementRun> Commands(TimeProvider time) =>
        new(
            "settlement",
            "/api/settlements",
            MaySee: (_, caller) => MaySee(caller),
            View: (loaded, _) => SettlementView.Of(loaded.State!, loaded.Version, time.GetUtcNow())
        );

    public static AggregateKind<SettlementRun> Aggregate { get; } =
        new("settlement")
        {
            Lists = ListsOf,
            // The transaction that ends a step also sends the message for the next step.
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

    /// <summary>Anyone who may see one settlement run may see all of them.</summary>
    public static bool MaySee(Caller caller) => caller.Is(Role.Finance) || caller.Is(Role.Auditor);

    public static string OfPolicy(string policyId, int year) =>
        string.Create(CultureInfo.InvariantCulture, $"settlements|policy|{policyId}|{year}");

    public static IServiceCollection AddSettlements(this IServiceCollection services)
    {
        services.AddJobs(_ => Aggregate, Job);
        services.AddSingleton(provider => Commands(provider.GetRequiredService<TimeProvider>()));
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

/// <summary>A settlement run as the API shows it, with one page of its lines. Amounts are yuan.</summary>
/// <param name="Stopped">True when a step failed after all retries; the settlement then waits to be resumed.</param>
/// <param name="Totals">Totals of the settlement; absent until it is calculated.</param>
/// <param name="BudgetLeft">Budget left for the run; null when the policy has none.</param>
/// <param name="SettledSum">Sum of the final amounts written into claims; it grows while the run is being closed.</param>
/// <param name="Dropped">Number of claims that were left out at closing because they had changed.</param>
/// <param name="NoticesOpened">Number of public notices opened so far.</param>
/// <param name="Lines">A page of result lines, ordered by claim id.</param>
/// <param name="Cursor">Cursor of the next page of lines; null at the end.</param>
/// <param name="Progress">Finished part of the closing or publishing under way, 0 to 1, two decimals; null in any other status.</param>
/// <param name="LastStepAt">Time of the last completed step, or of the last command or resumption if that is later.</param>
/// <param name="StalledSince">Since when a moving settlement has made no progress for two minutes; null while it progresses. It is resumed
/// every two minutes.</param>
/// <seealso cref="SettlementRun"/>
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
    string? Cursor,
    decimal? Progress,
    DateTimeOffset LastStepAt,
    DateTimeOffset? StalledSince
)
{
    public static SettlementView Of(
        SettlementRun run,
        long version,
        DateTimeOffset now,
        IReadOnlyList<SettlementLine>? lines = null,
        string? cursor = null
    ) =>
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
            cursor,
            ProgressOf(run),
            run.LastStepAt,
            ResumeSettlement.StalledSince(run, now)
        );

    private static decimal? ProgressOf(SettlementRun run) =>
        run.Status switch
        {
            RunStatus.Closing => decimal.Round((decimal)run.PartsClosed / run.Lines.Count, 2, MidpointRounding.ToZero),
            RunStatus.Publishing => decimal.Round((decimal)run.PartsPublished / run.Lines.Count, 2, MidpointRounding.ToZero),
            _ => null,
        };
}
