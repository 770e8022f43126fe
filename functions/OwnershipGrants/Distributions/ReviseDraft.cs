using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>
/// 修改草案: recalculates a draft with new deductions, leaders or income, with the current agreement of the grant and the team shares now
/// recorded for the day of the income.
/// </summary>
public sealed class ReviseDraft(
    Commands<Distribution> commands,
    AggregateStore<Achievement> achievements,
    IncomeKeys keys,
    DistributionBook book,
    TimeProvider time
)
{
    [Function("ReviseDistribution")]
    [Allowed(Role.Office)]
    [Operation(
        "Recalculate a draft with other deductions",
        Body = typeof(ReviseDraftBody),
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "distributions/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ReviseDraftBody>(
            request,
            id,
            (state, body, caller) => ReviseAsync(state, body, caller, cancellation),
            cancellation
        );

    /// <param name="key">The key reserved for a changed amount of income (see <c>IncomeKeys</c>); null if the amount stays.</param>
    public static Outcome<Change<Distribution>> Decide(
        Distribution state,
        Achievement achievement,
        string? key,
        ReviseDraftBody body,
        DistributionBook book,
        Caller caller,
        DateTimeOffset now
    ) =>
        DistributionSteps.On(
            state,
            DistributionLifeCycle.Revise,
            caller,
            draft =>
            {
                var terms = draft.Terms;
                var given = new EnterIncomeBody
                {
                    Way = terms.Way,
                    Income = body.Income ?? terms.Income,
                    IncomeOn = terms.IncomeOn,
                    Deductions = body.Deductions,
                    EquityShare = terms.EquityShare,
                    ProductionStartedOn = terms.ProductionStartedOn,
                    AgreedShare = terms.Way == ConversionWay.OwnUse ? terms.Agreement[0].Share : null,
                    Leaders = body.Leaders,
                };
                var findings = new FindingList();
                IncomeGiven.Check(findings, given, achievement, book, now.ChinaDate());
                if (body.Income is { } income && income != terms.Income && draft.Source.ReceiptId is not null)
                    findings.Error(
                        FindingCodes.IncomeIsAReceipts,
                        "income",
                        "该笔收入来自已确认的到账，金额不能在此修改；金额多登的，请由收款方对该笔到账登记退款；少登的，请另行登记到账。",
                        "This income comes from a confirmed receipt, so its amount cannot be changed here. "
                            + "If it is too high, the payee records a refund of the receipt; "
                            + "if it is too low, the payee records another receipt."
                    );
                if (findings.Refusal() is { } refusal)
                    return refusal;

                var grant = achievement.Grants.First(g => g.Id == draft.GrantId);
                var revised = IncomeGiven.Terms(achievement, grant, given) with { Refunds = terms.Refunds, Fell = terms.Fell };
                // A draft is not decided yet, so it uses the latest version of the rules for the day of its income.
                var rules = book.InForceOn(terms.IncomeOn);
                var after = (
                    draft with
                    {
                        Terms = revised,
                        RuleSet = rules.Id,
                        Figures = IncomeSplit.Of(revised, rules),
                        Leaders = body.Leaders,
                        Persons = DistributionPersons.Of(achievement, terms.IncomeOn),
                        Places = key is null ? draft.Places : [.. draft.Places, key],
                    }
                ).PreparedAlsoBy(caller);
                return (
                    after,
                    new DraftRevised(draft.Id, revised, after.Figures)
                    {
                        Ledger =
                        [
                            DistributionSteps.Line(
                                after,
                                "income",
                                $"分配草案已重新测算：净收入{after.Figures.NetIncome}元，奖酬金{after.Figures.Pool}元。",
                                $"The draft distribution was recalculated: net income {after.Figures.NetIncome} yuan, total award "
                                    + $"{after.Figures.Pool} yuan."
                            ),
                        ],
                    }
                );
            }
        );

    private async Task<Outcome<Change<Distribution>>> ReviseAsync(
        Distribution state,
        ReviseDraftBody body,
        Caller caller,
        CancellationToken cancellation
    )
    {
        string? key = null;
        if (body.Income is { } income && income != state.Terms.Income)
        {
            var equal = IncomeKeys.Of(state.AchievementId, state.Source.ContractId, state.Terms.IncomeOn, income);
            if (!state.Places.Any(p => p.StartsWith(equal, StringComparison.Ordinal)))
                key = (await keys.FindAsync(equal, state.Id, _ => false, cancellation)).Free;
        }
        return Decide(
            state,
            (await achievements.LoadAsync(state.AchievementId, cancellation)).State!,
            key,
            body,
            book,
            caller,
            time.GetUtcNow()
        );
    }
}

/// <seealso cref="IncomeTerms"/>
/// <seealso cref="Distribution"/>
[SchemaName("ReviseDraft")]
public sealed record ReviseDraftBody
{
    /// <summary>Yuan; the amount stays if this is left out. The income of a receipt cannot be changed here.</summary>
    public Yuan? Income { get; init; }
    public required IReadOnlyList<Deduction> Deductions { get; init; }
    public IReadOnlyList<Leader> Leaders { get; init; } = [];
}

[WireName("DraftRevised")]
public sealed record DraftRevised(string DistributionId, IncomeTerms Terms, Figures Figures) : AchievementEvent;
