using System.Text.Json.Nodes;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Reminders;

namespace TechTransfer.OwnershipGrants.Tests.Distributions;

/// <summary>
/// Ten years of income of a grant on real tables: a royalty twice a year, a member who leaves, an heir, refunds, and a year without timer
/// runs.
/// </summary>
public class TenYears
{
    private static readonly DateOnly First = new(2026, 9, 1);

    [Fact]
    public async Task Ten_years_of_income_add_up_to_the_fen()
    {
        var app = await GrantsApp.NewAsync(Given.Later);
        var state = DistributionGiven.Granted() with { Conversions = [] };
        var id = await app.PutAsync(state);
        await app.ReceiveAsync("c1", 1, IncomeInboxTests.Contract("c1", id));
        var (received, refunded) = (Yuan.Zero, Yuan.Zero);
        for (var half = 0; half < 20; half++)
        {
            var day = First.AddMonths(6 * half);
            app.Time.Now = new(day.AddDays(3), new(1, 0), TimeSpan.Zero);
            if (half == 5)
                await TeamAsync(app, id, day.AddDays(-10), ("p1", "1/2"), ("p2", "1/3"), ("p3", "1/6"));
            if (half == 11)
                await TeamAsync(app, id, day.AddDays(-10), ("p1", "1/3"), ("p2", "1/3"), (null, "1/3"));

            var receipt = IncomeInboxTests.Receipt($"r{half:D2}", day, ("c1", 100_000.01m + half * 33.33m));
            received += receipt.Amount;
            await app.ReceiveAsync(receipt.ReceiptId, 2, receipt);
            await DistributeAsync(app, id, receipt.ReceiptId, day);
            if (half % 6 == 4)
            {
                var back = Yuan.Of(25_000.03m);
                refunded += back;
                await app.ReceiveAsync(receipt.ReceiptId, 5, IncomeInboxTests.Refund(receipt, day.AddDays(60), back.Amount));
                app.Time.Now = new(day.AddDays(70), new(1, 0), TimeSpan.Zero);
                await RecoverAsync(app, id, receipt.ReceiptId);
            }
            // No timer runs in the fifth year, to show that reminders are sent late but not lost.
            if (half is < 8 or > 9)
                await app.Op<RemindOfGrants>().RunAsync(default);
        }
        app.Time.Now = new(First.AddYears(11), new(1, 0), TimeSpan.Zero);
        await app.Op<RemindOfGrants>().RunAsync(default);

        var distributions = await app.DistributionsAsync(id);
        Assert.Equal(20, distributions.Count);
        Assert.Equal(received - refunded, distributions.Sum(d => d.Figures.Income));
        Assert.Equal(
            received - refunded,
            distributions.Sum(d => d.Figures.Deducted + d.Figures.Pool + d.Figures.Others.Sum(o => o.Amount))
        );
        Assert.Equal(distributions.Sum(d => d.Figures.Pool), distributions.Sum(d => d.Paid()));
        Assert.All(distributions, d => Assert.Equal(DistributionStatus.Paid, d.Status));
        Assert.Equal(["p1", "p2", "p3", "p4"], distributions[4].Figures.Awards.Select(a => a.Person));
        Assert.Equal(["p1", "p2", "p3"], distributions[5].Figures.Awards.Select(a => a.Person));
        Assert.Equal(["p1", "p2", "p5"], distributions[11].Figures.Awards.Select(a => a.Person));
        Assert.Equal(3, distributions.Count(d => d.ClawBacks.Count == 1));
        Assert.All(distributions.Skip(1), d => Assert.Equal(distributions[0].Id, d.Supplements));

        var histories = await Task.WhenAll(
            distributions.Select(d => app.Shared.ReadHistoryAsync(d.Id)).Append(app.Achievements.ReadHistoryAsync(id))
        );
        Assert.All(histories, history => Assert.Null(history.BrokenAt));
        var reminders = histories
            .SelectMany(h => h.Entries)
            .Where(e => e.Json.Contains($"\"type\":\"ReminderTold\"", StringComparison.Ordinal))
            .Select(e => JsonNode.Parse(e.Json)!["data"]!.ToJsonString())
            .ToArray();
        Assert.Equal(reminders.Distinct().Order(), reminders.Order());
        // Eleven years each have a fee and a report reminder, including the year without timer runs.
        Assert.Equal(11, reminders.Count(t => t.Contains("patentFee", StringComparison.Ordinal)));
        Assert.Equal(11, reminders.Count(t => t.Contains("yearlyReport", StringComparison.Ordinal)));
        Assert.Equal(
            reminders.Length,
            (await app.SentAsync()).Count(m =>
                m.Type == MessageNames.NotificationMessage
                && m.Body!.Value.GetProperty("type").GetString()!.StartsWith("reminder.", StringComparison.Ordinal)
            )
        );
    }

    private static async Task TeamAsync(GrantsApp app, string id, DateOnly from, params (string? Person, string Share)[] members) =>
        await DoAsync(
            app,
            id,
            Given.Office,
            state =>
                ChangeTeam.Decide(
                    state,
                    new()
                    {
                        From = from,
                        InnerAgreementSha256 = Given.Hash($"agreement {from}"),
                        Reason = "成员变动。",
                        Members =
                        [
                            .. members.Select(
                                (m, i) =>
                                    new MemberGiven
                                    {
                                        Person = m.Person,
                                        Name = m.Person is null ? "继承人（虚构）" : null,
                                        Share = Share.Parse(m.Share),
                                        Representative = i == 0,
                                    }
                            ),
                        ],
                    },
                    Given.Office
                )
        );

    private static async Task DistributeAsync(GrantsApp app, string id, string receipt, DateOnly day)
    {
        var distribution = (await app.DistributionsAsync(id)).Single(d => d.Source.ReceiptId == receipt);
        Assert.Equal(day, distribution.Terms.IncomeOn);
        await DoAsync(
            app,
            id,
            Given.Office,
            distribution.Id,
            (s, a) =>
                ReviseDraft.Decide(
                    s,
                    a,
                    null,
                    new() { Deductions = [new("agency", Yuan.Of(777.77m))] },
                    DistributionGiven.Book,
                    Given.Office,
                    app.Time.Now
                )
        );
        await DoAsync(
            app,
            id,
            Given.Office,
            distribution.Id,
            (s, a) => PublishDistribution.Decide(s, a, DistributionGiven.Book, Given.Office, app.Time.Now)
        );
        app.Time.Now = app.Time.Now.AddDays(35);
        await DoAsync(
            app,
            id,
            Given.SecondPerson,
            distribution.Id,
            (s, _) => ApproveDistribution.Decide(s, DistributionGiven.Book, Given.SecondPerson, app.Time.Now)
        );
        var payment = new PayDistributionBody { PaidOn = app.Time.Now.ChinaDate(), Reference = receipt };
        await DoAsync(
            app,
            id,
            Given.Office,
            distribution.Id,
            (s, _) => PayDistribution.Decide(s, payment with { Payments = [new("p1", Yuan.Of(1.01m))] }, Given.Office, app.Time.Now)
        );
        await DoAsync(app, id, Given.Office, distribution.Id, (s, _) => PayDistribution.Decide(s, payment, Given.Office, app.Time.Now));
    }

    private static async Task RecoverAsync(GrantsApp app, string id, string receipt)
    {
        var distribution = (await app.DistributionsAsync(id)).Single(d => d.Source.ReceiptId == receipt);
        Assert.Equal(DistributionStatus.Recovering, distribution.Status);
        await DoAsync(
            app,
            id,
            Given.Office,
            distribution.Id,
            (s, _) =>
                RecoverDistribution.Decide(s, new() { PaidOn = app.Time.Now.ChinaDate(), Reference = "退回" }, Given.Office, app.Time.Now)
        );
    }

    private static async Task DoAsync(GrantsApp app, string id, Caller caller, Func<Achievement, Outcome<Change<Achievement>>> decide)
    {
        var loaded = await app.Achievements.LoadAsync(id);
        var outcome = await app.Achievements.CommitAsync(loaded, decide(loaded.State!).Value, caller, null);
        Assert.Null(outcome.Problem);
    }

    private static async Task DoAsync(
        GrantsApp app,
        string id,
        Caller caller,
        string distribution,
        Func<Distribution, Achievement, Outcome<Change<Distribution>>> decide
    )
    {
        var loaded = await app.Shared.LoadAsync(distribution);
        var outcome = await app.Shared.CommitAsync(loaded, decide(loaded.State!, await app.StateAsync(id)).Value, caller, null);
        Assert.Null(outcome.Problem);
    }
}
