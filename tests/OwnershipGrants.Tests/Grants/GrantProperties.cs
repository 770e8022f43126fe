using FsCheck;
using FsCheck.Fluent;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Rules;
using Check = TechTransfer.OwnershipGrants.Grants.Check;

namespace TechTransfer.OwnershipGrants.Tests.Grants;

/// <summary>
/// Random sequences of actions on an achievement: whatever their order and callers, an achievement never grants more than it has.
/// </summary>
public class GrantProperties
{
    /// <summary>An action that is tried on one of the grants, by one of two users, some days after the last step.</summary>
    private sealed record Step(GrantAction Action, int Which, bool Second, int Days, int Number);

    // Applications are more frequent, so that several grants exist at once; all other actions are equally frequent.
    private static readonly Arbitrary<Step[]> Lives = (
        from action in Gen.Frequency(
            (3, Gen.Constant(GrantAction.Apply)),
            (22, Gen.Elements(Enum.GetValues<GrantAction>().Where(a => a != GrantAction.Withdraw).ToArray())),
            (1, Gen.Constant(GrantAction.Withdraw))
        )
        from which in Gen.Choose(0, 3)
        from second in Gen.Elements(false, true)
        from days in Gen.Frequency((12, Gen.Choose(0, 2)), (3, Gen.Choose(10, 30)), (1, Gen.Choose(200, 700)))
        from number in Gen.Choose(1, 1_000_000)
        select new Step(action, which, second, days, number)
    )
        .ArrayOf(120)
        .ToArbitrary();

    private static readonly Dictionary<GrantStatus, GrantAction> Next = new()
    {
        [GrantStatus.Applied] = GrantAction.Check,
        [GrantStatus.FormChecked] = GrantAction.ClearTitle,
        [GrantStatus.TitleCleared] = GrantAction.Appraise,
        [GrantStatus.Appraised] = GrantAction.Decide,
        [GrantStatus.Decided] = GrantAction.Publish,
        [GrantStatus.Objected] = GrantAction.Resolve,
        [GrantStatus.NoticeEnded] = GrantAction.Sign,
        [GrantStatus.Signed] = GrantAction.RecordRightHolder,
        [GrantStatus.RightHolderRecorded] = GrantAction.EnterIntoForce,
    };

    [Fact]
    public void No_sequence_of_commands_gives_away_more_than_there_is() =>
        Prop.ForAll(
                Lives,
                steps =>
                {
                    Play(steps, (state, now) => Verify(state, now.ChinaDate()));
                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Every_refusal_leaves_a_problem_with_a_code_and_a_sentence_in_both_languages() =>
        Prop.ForAll(
                Lives,
                steps =>
                {
                    var (state, now) = (Given.Recorded(), Given.Now);
                    foreach (var step in steps)
                    {
                        now = now.AddDays(step.Days);
                        var outcome = Try(state, step, now);
                        if (outcome.Problem is { } problem)
                            Assert.True(
                                problem.Kind.Code.Length > 0
                                    && problem.Message is { Zh.Length: > 0, En.Length: > 0 }
                                    && problem.Errors.All(e => e is { Code.Length: > 0, Message: { Zh.Length: > 0, En.Length: > 0 } })
                            );
                        else
                            state = outcome.Value.State;
                    }
                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void Random_lives_come_through_every_status()
    {
        var seen = new HashSet<GrantStatus>();
        foreach (var steps in Lives.Generator.Sample(600))
            Play(steps, (state, _) => seen.UnionWith(state.Grants.Select(g => g.Status)));

        Assert.Equal(Enum.GetValues<GrantStatus>(), seen.Order());
    }

    [Fact]
    public void Every_state_is_kept_and_read_back_as_it_was() =>
        Prop.ForAll(
                Lives,
                steps =>
                {
                    Achievement last = Given.Recorded();
                    Play(steps, (state, _) => last = state);
                    return Json.Write(Json.Read<Achievement>(Json.Write(last))) == Json.Write(last);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    private static void Play(Step[] steps, Action<Achievement, DateTimeOffset> look)
    {
        var (state, now) = (Given.Recorded(), Given.Now);
        foreach (var step in steps)
        {
            now = now.AddDays(step.Days);
            if (step.Number % 2 == 0)
            {
                while (GrantClock.Decide(state, now) is { } moved)
                    state = moved.State;
            }
            if (Try(state, step, now) is { Problem: null } done)
                state = done.Value.State;
            look(state, now);
        }
    }

    private static void Verify(Achievement state, DateOnly today)
    {
        var grants = state.Grants.Select(g => GrantClock.At(g, today)).ToArray();
        var committed = grants.Where(g => g.IsCommitted()).ToArray();
        var owners = committed.Where(g => g.Terms.GivesOwnership()).ToArray();
        var given = owners.Sum(g => g.Terms.Share!.Value);
        Assert.True(given <= state.OrganisationAsOwner().Share, $"{given} is given away");
        foreach (var grant in grants)
        {
            Assert.Equal(Share.One, grant.Terms.IncomeShares.Sum(p => p.Share));
            Assert.Equal(Share.One, grant.Terms.CostShares.Sum(p => p.Share));
            if (grant.IsInForce())
                Assert.True(
                    grant is { InForceOn: not null, StartsOn: not null, Agreement: not null, Notice: not null }
                        && grant.Agreement.SignedOn > grant.Notice.Until
                        && grant.InForceOn >= grant.Agreement.SignedOn
                );
            if (grant.IsInForce())
                Assert.NotEqual(grant.Acts[GrantAction.Sign].Subject, grant.Acts[GrantAction.EnterIntoForce].Subject);
            if (grant.Decision is not null)
                Assert.NotEqual(grant.Acts[GrantAction.ClearTitle].Subject, grant.Acts[GrantAction.Decide].Subject);
        }
        Assert.All(state.Teams, t => Assert.Equal(Share.One, t.Members.Sum(m => m.Share)));

        var uses = committed.Where(g => g.Terms.Type == GrantType.LongTermUse && g.StartsOn is not null).ToArray();
        foreach (var (one, i) in uses.Select((u, i) => (u, i)))
        {
            foreach (var other in uses.Skip(i + 1).Where(o => o.Terms.Exclusive || one.Terms.Exclusive))
            {
                Assert.False(
                    one.StartsOn <= (other.EndsOn ?? DateOnly.MaxValue) && other.StartsOn <= (one.EndsOn ?? DateOnly.MaxValue),
                    $"{one.Id} and {other.Id} are exclusive beside each other"
                );
            }
            // A use right conflicts with full ownership, unless it ends before the last part of the ownership is granted.
            if (
                given == state.OrganisationAsOwner().Share
                && (one.EndsOn ?? DateOnly.MaxValue) >= owners.Max(g => g.StartsOn ?? g.Terms.StartsOn ?? DateOnly.MinValue)
            )
                Assert.Fail($"{one.Id} is a use right, and the whole ownership is given");
        }
    }

    private static Outcome<Change<Achievement>> Try(Achievement state, Step step, DateTimeOffset now)
    {
        var caller = step.Second ? Given.SecondPerson : Given.Office;
        var today = now.ChinaDate();
        // Two of three steps take the newest grant, so that grants reach late statuses.
        var id =
            state.Grants.Count == 0 ? "a1.g1"
            : step.Number % 3 == 0 ? state.Grants[step.Which % state.Grants.Count].Id
            : state.Grants[^1].Id;
        var notice = state.Grants.FirstOrDefault(g => g.Id == id)?.Notice;
        var status = state.Grants.FirstOrDefault(g => g.Id == id) is { } grant ? GrantClock.At(grant, today).Status : GrantStatus.Withdrawn;
        // Most steps take the next action of the life cycle, so that grants reach late statuses; the others are random.
        var action = step.Number % 7 < 5 && Next.TryGetValue(status, out var next) ? next : step.Action;
        return action switch
        {
            GrantAction.Apply => Apply.Decide(state, Application(step, today), caller, Given.Rules, now),
            GrantAction.Check => Check.Decide(
                state,
                id,
                new([Given.Hash("application")], step.Number % 15 != 0, "意见。"),
                caller,
                Given.Rules,
                now
            ),
            GrantAction.ClearTitle => ClearTitle.Decide(
                state,
                id,
                Given.AClearTitle with
                {
                    NegativeList =
                    [
                        .. Given.AClearTitle.NegativeList.Select(
                            (a, i) => step.Number % 20 == i ? a with { Applies = true, Remarks = "列入。" } : a
                        ),
                    ],
                },
                caller,
                Given.Rules,
                now
            ),
            GrantAction.Appraise => Appraise.Decide(
                state,
                id,
                new(PriceManner.Agreement, today, Yuan.FromFen(step.Number)),
                caller,
                Given.Rules,
                now
            ),
            GrantAction.Decide => DecideGrant.Decide(
                state,
                id,
                new(step.Number % 10 != 0, "纪要", Given.Hash("minutes"), today, Remarks: "意见。"),
                caller,
                Given.Rules,
                now
            ),
            GrantAction.Publish => Publish.Decide(state, id, new(), caller, Given.Rules, now),
            GrantAction.Object => RaiseObjection.Decide(
                state,
                id,
                new(
                    "某人（虚构）",
                    "份额不合理。",
                    notice is null || notice.From > today
                        ? today
                        : today.AddDays(-Math.Min(step.Number % 4, today.DayNumber - notice.From.DayNumber))
                ),
                caller,
                Given.Rules,
                now
            ),
            GrantAction.Resolve => Resolve.Decide(
                state,
                id,
                new((ObjectionOutcome)(step.Number % 8 < 6 ? 0 : step.Number % 8 - 5), "处理意见。"),
                caller,
                Given.Rules,
                now
            ),
            GrantAction.Sign => Sign.Decide(state, id, new(Given.Hash("agreement"), today), caller, Given.Rules, now),
            GrantAction.RecordRightHolder => RecordRightHolder.Decide(state, id, new([new(0, today)]), caller, Given.Rules, now),
            GrantAction.EnterIntoForce => EnterIntoForce.Decide(state, id, new(), caller, Given.Rules, now),
            GrantAction.Extend => Extend.Decide(
                state,
                id,
                new(1 + step.Number % 5, Given.Hash("extension"), "续期。"),
                caller,
                Given.Rules,
                now
            ),
            GrantAction.ReportYear => ReportYear.Decide(
                state,
                id,
                new(today.Year, "进展。", Yuan.FromFen(step.Number)),
                caller,
                Given.Rules,
                now
            ),
            GrantAction.TakeBack => TakeBack.Decide(state, id, new("未转化。"), caller, Given.Rules, now),
            GrantAction.Terminate => step.Number % 4 == 0
                ? Terminate.Decide(state, id, new((TerminationGround)(step.Number % 16 / 4), "终止。", today), caller, Given.Rules, now)
                : Problem.Of(Catalogue.NotFound),
            GrantAction.Withdraw => Withdraw.Decide(state, id, new("放弃。"), caller, Given.Rules, now),
            GrantAction.Convert => step.Number % 2 == 0
                ? LinkConversion.Decide(state, id, Given.AContract(step.Number % 30 + 1), caller, Given.Rules, now)
            : FollowContract.Decide(state, Contract(step.Number), now) is { } followed ? followed
            : Problem.Of(Catalogue.NotFound),
        };
    }

    private static ContractRecord Contract(int number)
    {
        var version = number % 30 + 1;
        return (number / 2 % 3) switch
        {
            0 => Given.AContract(version),
            1 => Given.Fallen(Given.AContract(0), version, IncomeLoss.Cancellation),
            _ => Given.Fallen(Given.AContract(0), version, IncomeLoss.Revocation),
        };
    }

    private static ApplyBody Application(Step step, DateOnly today)
    {
        var presets = Given.Rules.InForceOn(today)!.Presets;
        var preset = presets[step.Number % presets.Count];
        return Given.AnApplication with
        {
            Preset = preset.Code,
            Share = preset.Share is null ? null : Share.Of(1 + step.Number % 6, 7),
            Fee = preset.NeedsFee ? Yuan.FromFen(step.Number) : null,
            Exclusive = preset.Type == GrantType.LongTermUse && step.Second,
            StartsOn = step.Number % 5 == 0 ? today.AddDays(step.Number % 900) : null,
        };
    }
}
