using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

public sealed class DraftDistribution(Lists lists, Counters counters, DistributionBook book, int most = DistributionSteps.Most)
{
    /// <summary>Name of the counter, one per achievement, that enforces the limit of distributions.</summary>
    public const string Counter = "distributions";
    public const string Count = "count";

    public async Task<Outcome<Change<Distribution>>> DecideAsync(
        string id,
        Achievement achievement,
        Grant grant,
        IncomeTerms terms,
        IncomeSource source,
        IReadOnlyList<Leader> leaders,
        string key,
        Caller caller,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var made = await counters.ReadAsync(Counter, achievement.Id, cancellation);
        if (made.GetValueOrDefault(Count) >= most)
            return Problem.Of(Catalogue.TooManyDistributions, ("most", most));
        return Draft(
            id,
            achievement,
            grant,
            terms,
            source,
            leaders,
            key,
            await FirstApprovedAsync(achievement.Id, source.ContractId, cancellation),
            book,
            caller,
            now
        );
    }

    /// <param name="supplements">Id of the first approved distribution of income from the same contract; null for none.</param>
    public static Change<Distribution> Draft(
        string id,
        Achievement achievement,
        Grant grant,
        IncomeTerms terms,
        IncomeSource source,
        IReadOnlyList<Leader> leaders,
        string key,
        string? supplements,
        DistributionBook book,
        Caller caller,
        DateTimeOffset now
    )
    {
        var rules = book.InForceOn(terms.IncomeOn);
        var draft = new Distribution
        {
            Id = id,
            Achievement = DistributedAchievement.Of(achievement),
            Persons = DistributionPersons.Of(achievement, terms.IncomeOn),
            Places = [key],
            GrantId = grant.Id,
            Status = DistributionStatus.Draft,
            Source = source,
            Terms = terms,
            RuleSet = rules.Id,
            Figures = IncomeSplit.Of(terms, rules),
            Leaders = leaders,
            Supplements = supplements,
            Entered = Act.Of(caller, now),
            PreparedBy = [caller.Subject],
            PayUntil = rules.PayWindow.LastDay(terms.IncomeOn),
        };
        var contract = source.ContractNumber is { } number
            ? (Zh: $"（合同登记编号{number}）", En: $" (contract {number})")
            : (Zh: "", En: "");
        return new(
            draft,
            new IncomeEntered(draft.AsEntered())
            {
                Ledger =
                [
                    DistributionSteps.Line(
                        draft,
                        "income",
                        $"{terms.IncomeOn:yyyy年M月d日}取得收入{contract.Zh}。",
                        $"Income of {terms.IncomeOn:yyyy-MM-dd}{contract.En}.",
                        terms.Income
                    ),
                ],
            }
        );
    }

    private async Task<string?> FirstApprovedAsync(string achievementId, string? contractId, CancellationToken cancellation)
    {
        if (contractId is null)
            return null;
        var page = (
            await lists.ReadAsync(DistributionLists.Approved(achievementId, contractId), 1, null, cancellation: cancellation)
        ).Value;
        return page.Items.Count == 0 ? null : Json.Read<DistributionLine>(page.Items[0].GetRawText()).Id;
    }
}
