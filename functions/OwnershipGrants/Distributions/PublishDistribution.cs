using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>
/// 公示: publishes a draft inside the organisation, with achievement, persons, awards and the contract's registration, for as many days as
/// the rules require (国科发政〔2018〕103号).
/// </summary>
public sealed class PublishDistribution(
    Commands<Distribution> commands,
    AggregateStore<Achievement> achievements,
    DistributionBook book,
    TimeProvider time
)
{
    [Function("PublishDistribution")]
    [Allowed(Role.Office)]
    [Operation("Open a draft to public notice inside the organisation", Answer = typeof(DistributionView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/publish")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            async (state, _, caller) =>
                Decide(state, (await achievements.LoadAsync(state.AchievementId, cancellation)).State!, book, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Distribution>> Decide(
        Distribution state,
        Achievement achievement,
        DistributionBook book,
        Caller caller,
        DateTimeOffset now
    ) =>
        DistributionSteps.On(
            state,
            DistributionLifeCycle.Publish,
            caller,
            draft =>
            {
                var grant = achievement.Grants.First(g => g.Id == draft.GrantId);
                var isCurrent =
                    draft.Terms.Team.SequenceEqual(GrantIncome.Team(achievement, draft.Terms.IncomeOn))
                    && (draft.Terms.Way == ConversionWay.OwnUse || draft.Terms.Agreement.SequenceEqual(GrantIncome.Agreement(grant)));
                if (!isCurrent)
                    return Problem.Of(Catalogue.FiguresOutdated);

                var (today, length) = (now.ChinaDate(), book.Pinned(draft.RuleSet).Notice);
                var until = length.Until(today, length.Days, book.Calendar);
                var notice = new DistributionNotice(
                    today,
                    until.Date,
                    length.Days,
                    length.DayType,
                    until.Provisional,
                    today,
                    length.Days,
                    Act.Of(caller, now)
                );
                var after = (
                    draft with
                    {
                        Status = DistributionStatus.OnNotice,
                        Notice = notice,
                        Persons = DistributionPersons.Of(achievement, draft.Terms.IncomeOn),
                    }
                ).PreparedAlsoBy(caller);
                return (
                    after,
                    new DistributionPublished(draft.Id, after.Edition, notice, after.Figures)
                    {
                        Ledger =
                        [
                            DistributionSteps.Line(
                                after,
                                "notice",
                                $"分配方案公示，公示期截至{notice.Until:yyyy年M月d日}（含当日）。",
                                $"The distribution is on public notice until the end of {notice.Until:yyyy-MM-dd}.",
                                after.Figures.Pool
                            ),
                        ],
                    }
                );
            }
        );
}

[WireName("DistributionPublished")]
public sealed record DistributionPublished(string DistributionId, int Edition, DistributionNotice Notice, Figures Figures)
    : AchievementEvent;
