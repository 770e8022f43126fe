using FsCheck;
using FsCheck.Fluent;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Reminders;
using TechTransfer.OwnershipGrants.Rules;
using static TechTransfer.OwnershipGrants.Tests.Distributions.DistributionGiven;

namespace TechTransfer.OwnershipGrants.Tests.Distributions;

/// <summary>Random sequences of actions on distributions: whatever their order, the amounts always add up.</summary>
public class DistributionProperties
{
    /// <summary>An action that is tried on one of the distributions, by one of two users, some days after the last step.</summary>
    private sealed record Step(int What, int Which, bool Second, int Days, int Number);

    private static readonly Arbitrary<Step[]> Lives = (
        from what in Gen.Choose(0, 12)
        from which in Gen.Choose(0, 2)
        from second in Gen.Elements(false, true)
        from days in Gen.Frequency((6, Gen.Choose(0, 3)), (3, Gen.Choose(10, 40)), (1, Gen.Choose(200, 500)))
        from number in Gen.Choose(1, 1_000_000)
        select new Step(what, which, second, days, number)
    )
        .ArrayOf(60)
        .ToArbitrary();

    [Fact]
    public void No_sequence_of_commands_breaks_the_sums() =>
        Prop.ForAll(
                Lives,
                steps =>
                {
                    var (state, now) = ((IReadOnlyList<Distribution>)[], Given.Now);
                    var seen = new HashSet<DistributionStatus>();
                    foreach (var step in steps)
                    {
                        now = now.AddDays(step.Days);
                        state = Try(state, step, now) ?? state;
                        foreach (var distribution in state)
                        {
                            Check(distribution);
                            seen.Add(distribution.Status);
                        }
                    }
                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Random_lives_come_through_every_state()
    {
        var seen = new HashSet<DistributionStatus>();
        foreach (var steps in Lives.Generator.Sample(400))
        {
            var (state, now) = ((IReadOnlyList<Distribution>)[], Given.Now);
            foreach (var step in steps)
            {
                now = now.AddDays(step.Days);
                state = Try(state, step, now) ?? state;
                seen.UnionWith(state.Select(d => d.Status));
            }
        }

        Assert.Equal(Enum.GetValues<DistributionStatus>(), seen.Order());
    }

    [Fact]
    public void Each_reminder_of_a_random_life_is_sent_once() =>
        Prop.ForAll(
                Lives,
                steps =>
                {
                    var (state, now, sent) = (
                        (IReadOnlyList<Distribution>)[],
                        Given.Now,
                        new HashSet<(ReminderKind, string, DateOnly, string?)>()
                    );
                    foreach (var step in steps)
                    {
                        now = now.AddDays(step.Days);
                        state = Try(state, step, now) ?? state;
                        foreach (var distribution in state)
                        {
                            var one = distribution;
                            while (Remind.Next(one, ReminderRules.InForce, now.ChinaDate()) is { Event: ReminderSent reminder } change)
                            {
                                if (!sent.Add((reminder.Kind, reminder.Part, reminder.DueOn, reminder.Person)))
                                    return false;
                                one = change.State;
                            }
                            state = With(state, one);
                        }
                    }
                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static IReadOnlyList<Distribution>? Try(IReadOnlyList<Distribution> state, Step step, DateTimeOffset now)
    {
        var caller = step.Second ? Given.SecondPerson : Given.Office;
        var rest = step.Number % 100 / 100m;
        if (step.What == 0 || state.Count == 0)
        {
            var income = AnIncome with
            {
                Income = Yuan.FromFen(step.Number * 97L),
                IncomeOn = now.ChinaDate(),
                Deductions = rest > 0.3m ? [new("tax", Yuan.FromFen(step.Number))] : [],
                Reference = $"{step.Number}",
            };
            return state.Count >= 3 || Enter(Granted(), income, caller, now, $"a1.d{state.Count + 1}") is not { Problem: null } entered
                ? null
                : [.. state, entered.Value.State];
        }
        var distribution = state[step.Which % state.Count];
        var awards = distribution.Figures.Awards;
        var person = awards[step.Number % awards.Count].Person;
        PayDistributionBody Amount(Yuan yuan) =>
            new()
            {
                PaidOn = now.ChinaDate(),
                Reference = "x",
                Payments = step.Number % 3 == 0 ? null : [new(person, yuan)],
            };
        var after = step.What switch
        {
            1 => After(
                ReviseDraft.Decide(
                    distribution,
                    Granted(),
                    null,
                    new() { Deductions = [new("appraisal", Yuan.FromFen(step.Number))] },
                    Book,
                    caller,
                    now
                )
            ),
            2 or 3 => After(PublishDistribution.Decide(distribution, Granted(), Book, caller, now)),
            4 => After(ObjectToDistribution.Decide(distribution, Granted(), new("有异议。"), Book, caller, now)),
            5 => After(ResolveDistributionObjection.Decide(distribution, new(step.Number % 2 == 0, "已核对。"), Book, caller, now)),
            6 or 7 => After(ApproveDistribution.Decide(distribution, Book, caller, now)),
            8 or 9 => After(PayDistribution.Decide(distribution, Amount(Yuan.FromFen(step.Number * 17L)), caller, now)),
            10 => After(RecoverDistribution.Decide(distribution, Amount(Yuan.FromFen(step.Number)), caller, now)),
            11 => step.Number % 5 == 0
                ? After(WithdrawDistribution.Decide(distribution, new("录入有误。"), caller))
                : Refund(distribution, rest, now),
            _ => step.Number % 7 == 0
                ? IncomeChanges.Follow(distribution, distribution.Terms.Refunds, IncomeLoss.Cancellation, Book, now)?.State
                : Refund(distribution, rest, now),
        };
        return after is null ? null : With(state, after);
    }

    private static IReadOnlyList<Distribution> With(IReadOnlyList<Distribution> state, Distribution after) =>
        [.. state.Select(d => d.Id == after.Id ? after : d)];

    private static Distribution? Refund(Distribution distribution, decimal part, DateTimeOffset now)
    {
        var left = distribution.Terms.Income - distribution.Terms.Refunds.Sum(r => r.Amount);
        var refund = part > 0.9m ? left : left.TimesRoundedHalfUp(part);
        return refund <= Yuan.Zero
            ? null
            : IncomeChanges
                .Follow(distribution, [.. distribution.Terms.Refunds, new(now.ChinaDate(), refund)], distribution.Terms.Fell, Book, now)
                ?.State;
    }

    private static Distribution? After(Outcome<Change<Distribution>> outcome) => outcome.Problem is null ? outcome.Value.State : null;

    private static void Check(Distribution d)
    {
        var figures = d.Figures;
        Assert.Equal(figures.Income, figures.Deducted + figures.Pool + figures.Others.Sum(o => o.Amount));
        Assert.Equal(figures.Pool, figures.Awards.Sum(a => a.Amount));
        Assert.Equal(figures.Income, d.Terms.IncomeAfterLosses(Book.Pinned(d.RuleSet)));
        Assert.Equal(Share.One, figures.Awards.Sum(a => a.Share));
        Assert.True(figures.PoolShare >= Share.Parse("0.5"));
        foreach (var award in figures.Awards)
        {
            Assert.False(award.Amount.IsNegative);
            Assert.False(d.PaidTo(award.Person).IsNegative);
            // No person has received more than the award, unless a claw-back reduced it afterwards.
            Assert.True(d.OwedBy(award.Person) == Yuan.Zero || d.ClawBacks.Count > 0);
            Assert.Equal(award.Amount, d.PaidTo(award.Person) + d.DueTo(award.Person) - d.OwedBy(award.Person));
        }
        Assert.Equal(figures.Pool, d.Paid() + figures.Awards.Sum(a => d.DueTo(a.Person) - d.OwedBy(a.Person)));
        // The amounts that a claw-back takes from the persons add up to the reduction of the pool.
        for (var i = 0; i < d.ClawBacks.Count; i++)
        {
            var after = i + 1 < d.ClawBacks.Count ? d.ClawBacks[i + 1].PoolBefore : figures.Pool;
            Assert.Equal(d.ClawBacks[i].PoolBefore - after, d.ClawBacks[i].Differences.Sum(x => x.Amount));
        }
        if (!d.IsApproved)
            Assert.Empty(d.Payments);
        if (d.IsApproved)
            Assert.DoesNotContain(d.Approved!.Subject, d.PreparedBy);
        if (d.Status == DistributionStatus.Paid)
            Assert.Equal(figures.Pool, d.Paid());
        if (d.Status == DistributionStatus.ClawedBack)
            Assert.Equal((Yuan.Zero, Yuan.Zero), (figures.Pool, d.Paid()));
    }
}
