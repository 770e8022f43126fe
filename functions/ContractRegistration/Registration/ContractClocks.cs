namespace TechTransfer.ContractRegistration.Registration;

public sealed record DueContract(string Id, DateOnly DueOn);

/// <param name="ByDaysLeft">Number of contracts by group of working days left (0, 1-2, 3-5, 6-10, more, overdue).</param>
/// <param name="Nearest">Working days left for the contract that is due next; null if no clock runs.</param>
/// <param name="Overdue">Contracts past their due date, the oldest first.</param>
public sealed record ContractClocks(IReadOnlyDictionary<string, int> ByDaysLeft, int? Nearest, IReadOnlyList<DueContract> Overdue)
{
    private const string PastDue = "overdue",
        Beyond = "more";

    private static readonly (int UpTo, string Name)[] Groups = [(0, "0"), (2, "1-2"), (5, "3-5"), (10, "6-10")];

    public static ContractClocks Of(IEnumerable<DueContract> contracts, DateOnly today, WorkingCalendar calendar)
    {
        var ends = Groups.Select(g => g.UpTo == 0 ? today : calendar.After(today, g.UpTo).Date).ToArray();
        var counts = Groups.Select(g => g.Name).Prepend(PastDue).Append(Beyond).ToDictionary(name => name, _ => 0);
        var overdue = new List<DueContract>();
        DateOnly? next = null;
        foreach (var one in contracts)
        {
            if (one.DueOn < today)
            {
                overdue.Add(one);
                continue;
            }
            if (next is null || one.DueOn < next)
                next = one.DueOn;
            // A due date may fall on a day that later became a holiday; the contract then counts as due on the next working day.
            var group = Array.FindIndex(ends, end => one.DueOn <= end);
            counts[group < 0 ? Beyond : Groups[group].Name]++;
        }
        counts[PastDue] = overdue.Count;
        return new(
            counts,
            next is { } due ? DaysBetween(today, due, calendar) : null,
            [.. overdue.OrderBy(o => o.DueOn).ThenBy(o => o.Id, StringComparer.Ordinal)]
        );
    }

    private static int DaysBetween(DateOnly today, DateOnly due, WorkingCalendar calendar)
    {
        var days = 0;
        for (var day = today.AddDays(1); day <= due; day = day.AddDays(1))
        {
            if (calendar.Look(day).IsWorkday)
                days++;
        }
        return days;
    }
}
