using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Reminders;

public sealed class GetReminders(Lists lists, ReminderRules rules, TimeProvider time)
{
    private const int UsualDays = 90;
    private const int MaxDays = 3_660;

    [Function("GetReminders")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "What falls due within a number of days, and what is overdue",
        Answer = typeof(RemindersPage),
        Query = [
            "within: Days from today, 0 to 3660; 90 if left out",
            "org: USCC, for auditors",
            "limit: Achievements and distributions looked at, 1 to 200",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "reminders")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var organisation = OrganisationAsked.Of(request);
        if (organisation.Problem is { } refused)
            return new ProblemResult(refused);
        var within = UsualDays;
        if (
            request.Asked("within") is { } asked
            && !(int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out within) && within <= MaxDays)
        )
        {
            return new ProblemResult(
                WrongQuery.Of("within", $"天数应为0至{MaxDays}，请核对", $"the number of days must be from 0 to {MaxDays}; check it")
            );
        }
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging)
            return new ProblemResult(badPaging);
        var page = await lists.ReadAsync(
            ReminderLists.OfOrganisation(organisation.Value),
            paging.Value.Limit,
            paging.Value.Cursor,
            cancellation: cancellation
        );
        if (page.Problem is { } badCursor)
            return new ProblemResult(badCursor);
        var today = time.ChinaToday();
        ReminderView[] items =
        [
            .. page
                .Value.Items.SelectMany(line => Views(line, today))
                .Where(v => v.Days <= within)
                .OrderBy(v => v.DueOn)
                .ThenBy(v => v.Part, StringComparer.Ordinal),
        ];
        return Results.Json(new RemindersPage(items, paging.Value.Next(page.Value.Cursor)), Json.Options);
    }

    private IEnumerable<ReminderView> Views(JsonElement line, DateOnly today)
    {
        var of = Json.Read<OrganisationLine>(line.GetRawText());
        // Patent fees and milestones are hidden after their day, because no command marks them as done. Other items stay until they are
        // done.
        return of
            .Items.Where(d => d.DueOn >= today || !d.PassesByItself())
            .Select(d => new ReminderView(
                d.Kind,
                rules.Of(d.Kind).Name,
                d.DueOn,
                d.DueOn.DayNumber - today.DayNumber,
                of.AchievementId,
                of.Name,
                d.Part,
                d.Person,
                d.Detail,
                rules.Of(d.Kind).Citation
            ));
    }
}

/// <param name="Kind">What is due.</param>
/// <param name="Days">Days until the due date; negative if overdue.</param>
/// <param name="Part">Id of the grant or distribution; absent for the achievement itself.</param>
/// <param name="Detail">Details in words; absent for none.</param>
public sealed record ReminderView(
    ReminderKind Kind,
    Text Name,
    DateOnly DueOn,
    int Days,
    string AchievementId,
    string AchievementName,
    string Part,
    string? Person,
    Text? Detail,
    Citation Citation
);

/// <summary>
/// The page limit counts achievements and distributions, so the number of items varies. Items are sorted by due date within a page only.
/// </summary>
/// <param name="Items">What is due, the earliest first.</param>
public sealed record RemindersPage(IReadOnlyList<ReminderView> Items, string? Cursor);
