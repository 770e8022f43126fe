using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// Timer that reminds filers of drafts and returned contracts whose term ends soon: a contract is registered before the end of its term.
/// </summary>
public sealed class RemindOfTerms(AggregateStore<Contract> contracts, Lists lists, SetAsides asides, TimeProvider time)
{
    private const int PageSize = 200;
    private static readonly Caller System = Caller.System("contract-terms", "期限提醒");

    /// <summary>Days before the end of the term, the longest first.</summary>
    public static IReadOnlyList<int> DaysBefore { get; } = [60, 30, 7];

    // 22:30 UTC is 06:30 in China.
    [Function("RemindOfTerms")]
    public Task Run([TimerTrigger("0 30 22 * * *")] TimerInfo timer, CancellationToken cancellation) => RunAsync(cancellation);

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var (reminded, today) = (0, time.ChinaToday());
        var round = await asides.BeginAsync("term", cancellation);
        foreach (var month in Months(today))
        {
            await foreach (var page in lists.PagesAsync(month, PageSize, cancellation: cancellation))
            {
                var lines = page.Items.Select(line => Json.Read<TermLine>(line.GetRawText()));
                foreach (var line in lines.Where(line => DueAt(line.EndsOn, line.Reminded, today) is not null))
                {
                    await round.DoAsync(
                        line.Id,
                        async () =>
                        {
                            Change<Contract>? change = null;
                            await contracts.UpdateAsync(
                                line.Id,
                                loaded => change = loaded.Exists ? Decide(loaded.State!, time.GetUtcNow()) : null,
                                System,
                                cancellation
                            );
                            if (change is not null)
                                reminded++;
                        },
                        cancellation
                    );
                }
            }
        }
        await round.EndAsync(cancellation);
        return reminded;
    }

    public static IEnumerable<ListEntry> ListsOf(Contract state)
    {
        if (WaitsForFiler(state))
            yield return new(
                ListOf(state.Content.EffectiveTo),
                ListEntry.NewestFirst(state.CreatedAt),
                new TermLine(state.Id, state.Content.EffectiveTo, RemindedOf(state))
            );
    }

    /// <summary>Null if no reminder is due, or if it was sent already.</summary>
    public static Change<Contract>? Decide(Contract state, DateTimeOffset now)
    {
        var (endsOn, today) = (state.Content.EffectiveTo, now.ChinaDate());
        if (!WaitsForFiler(state) || DueAt(endsOn, RemindedOf(state), today) is not { } days)
            return null;
        return new(state with { TermReminder = new(endsOn, days) }, new TermEndsSoon(endsOn, endsOn.DayNumber - today.DayNumber, now));
    }

    private static bool WaitsForFiler(Contract state) => state.Status is ContractStatus.Draft or ContractStatus.Returned;

    private static int? RemindedOf(Contract state) =>
        state.TermReminder is { } sent && sent.EndsOn == state.Content.EffectiveTo ? sent.Days : null;

    // The nearest of the reminders whose day has come, unless it or a nearer one was sent.
    private static int? DueAt(DateOnly endsOn, int? reminded, DateOnly today)
    {
        var left = endsOn.DayNumber - today.DayNumber;
        var reached = DaysBefore.Where(days => left >= 0 && left <= days).ToArray();
        return reached.Length > 0 && (reminded is null || reached[^1] < reminded) ? reached[^1] : null;
    }

    private static IEnumerable<string> Months(DateOnly today)
    {
        var (first, last) = (new DateOnly(today.Year, today.Month, 1), today.AddDays(DaysBefore[0]));
        for (var month = first; month <= last; month = month.AddMonths(1))
            yield return ListOf(month);
    }

    private static string ListOf(DateOnly day) => ContractLists.OfOffice(FormattableString.Invariant($"term|{day:yyyy-MM}"));

    private sealed record TermLine(string Id, DateOnly EndsOn, int? Reminded);
}

/// <summary>The term of a contract that is not submitted ends soon.</summary>
[WireName("TermEndsSoon")]
public sealed record TermEndsSoon(DateOnly EndsOn, int DaysLeft, DateTimeOffset At) : ContractEvent;
