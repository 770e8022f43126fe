using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Evaluation;

public sealed class EvaluatePolicy(
    PublishedPolicies policies,
    ContractRecords records,
    AggregateStore<OrganisationYear> organisations,
    Lists lists
)
{
    private const int ContractsAtOnce = 100;
    private const int OrganisationsAtOnce = 50;

    [Function("EvaluatePolicy")]
    [Allowed(Role.Policy, Role.Finance, Role.Auditor)]
    [Operation(
        "Calculate a draft or published policy on facts in the body or on the stored facts of a past year; nothing is saved",
        Body = typeof(EvaluateRequest),
        Answer = typeof(EvaluationAnswer)
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "policies/evaluate")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var asked = await request.ReadJsonAsync<EvaluateRequest>(cancellation);
        if (EvaluateRequestCheck.Check(asked) is { } wrong)
            return new ProblemResult(wrong);
        var year = asked.FactsOf ?? asked.Year!.Value;
        var policy = await PolicyOfAsync(asked, year, cancellation);
        if (policy.Problem is { } problem)
            return new ProblemResult(problem);

        if (asked.Facts is { } given && EvaluateRequestCheck.Declared(given, policy.Value) is { } undeclared)
            return new ProblemResult(undeclared);

        var evaluation = new PolicyEvaluation(policy.Value, year, isForecast: asked.FactsOf is not null);
        var answer = asked.Facts is { } facts
            ? OnGiven(evaluation, policy.Value, facts)
            : await OnKeptAsync(evaluation, policy.Value, year, cancellation);
        return Results.Json(answer, Json.Options);
    }

    private async Task<Outcome<Policy>> PolicyOfAsync(EvaluateRequest asked, int year, CancellationToken cancellation)
    {
        if (asked.Policy is { } draft)
            return PublishPolicy.Read(draft.GetRawText()) is { Problem: { } wrong }
                ? wrong with
                {
                    Errors = [.. wrong.Errors.Select(e => e with { Path = $"policy.{e.Path}".TrimEnd('.') })],
                }
                : PublishPolicy.Read(draft.GetRawText());
        var book = (await policies.CurrentAsync(cancellation)).Book;
        var versions = book.VersionsOf(asked.PolicyId!);
        if (versions.Count == 0)
            return Problem.Of(Catalogue.PolicyNotFound, ("policy", asked.PolicyId!)).At("policyId");
        var chosen = asked.Version is { } version
            ? versions.FirstOrDefault(p => p.Version == version)
            : book.ForYear(asked.PolicyId!, year);
        return chosen is not null ? chosen : book.NotInForce(asked.PolicyId!, year).At(asked.Version is null ? "policyId" : "version");
    }

    private static EvaluationAnswer OnGiven(PolicyEvaluation evaluation, Policy policy, EvaluatedFacts facts)
    {
        foreach (var given in facts.Contracts)
            evaluation.Add(given.Contract, given.Money is { } money ? Sums(money) : null);
        foreach (var organisation in policy.GivesWithoutContracts() ? facts.Organisations : [])
            evaluation.AddOrganisation(organisation);
        return evaluation.Answer(facts.Declared.ToDictionary(d => d.Key, d => new DeclaredFacts(d.Value)));
    }

    // One pass over the contracts of the year, page by page: only the sums of each beneficiary stay in memory.
    private async Task<EvaluationAnswer> OnKeptAsync(PolicyEvaluation evaluation, Policy policy, int year, CancellationToken cancellation)
    {
        // The policy year may overlap two calendar years, growth needs the year before, and some figures cover earlier years.
        var (first, last) = (policy.FirstDay(policy.NeedsYearBefore() ? year - 1 : year).Year, policy.YearEnd(year).Year);
        for (var calendarYear = first; calendarYear <= last; calendarYear++)
        {
            string? after = null;
            while (await records.OfYearAsync(calendarYear, ContractsAtOnce, after, cancellation) is { Count: > 0 } page)
            {
                foreach (var record in await Task.WhenAll(page.Select(id => records.ReadAsync(id, cancellation))))
                {
                    // A contract is listed in each of its years: count it in the first one.
                    if (record.Facts is not { } contract || record.Days().Select(d => d.Year).Where(y => y >= first).Min() != calendarYear)
                        continue;
                    evaluation.Add(contract, record.Money);
                }
                after = page[^1];
            }
        }
        if (policy.GivesWithoutContracts())
            await AddOrganisationsAsync(evaluation, year, cancellation);
        var declared = new Dictionary<string, DeclaredFacts>();
        foreach (var some in evaluation.Beneficiaries.Chunk(OrganisationsAtOnce))
        {
            foreach (
                var loaded in await Task.WhenAll(
                    some.Select(uscc => organisations.LoadAsync(OrganisationYear.IdOf(uscc, year), cancellation))
                )
            )
            {
                if (loaded.State is { } stated)
                    declared[stated.Uscc] = stated.Declared();
            }
        }
        return evaluation.Answer(declared);
    }

    private async Task AddOrganisationsAsync(PolicyEvaluation evaluation, int year, CancellationToken cancellation)
    {
        await foreach (var page in lists.PagesAsync(OrganisationSetup.OfYear(year), OrganisationsAtOnce, cancellation: cancellation))
        {
            var codes = page.Items.Select(line => Json.Read<OrganisationLine>(line.GetRawText()).Uscc);
            foreach (
                var loaded in await Task.WhenAll(
                    codes.Select(uscc => organisations.LoadAsync(OrganisationYear.IdOf(uscc, year), cancellation))
                )
            )
            {
                if (loaded.State is { Party: { } party })
                    evaluation.AddOrganisation(party);
            }
        }
    }

    private static Dictionary<string, long> Sums(IReadOnlyList<EvaluatedMoney> money)
    {
        const string one = "";
        var sums = new Dictionary<string, long>();
        foreach (var pair in money.GroupBy(m => (m.Payee, m.Payer)))
        {
            var left = pair.Where(m => !m.Refund).OrderBy(m => m.On).Select(m => new Received(m)).ToList();
            foreach (var refund in pair.Where(m => m.Refund).OrderBy(m => m.On))
                Refund(refund, left);
            foreach (var received in left)
            {
                var m = received.Money;
                var receipt = new ReceiptFacts(
                    one,
                    new(m.Payee, one),
                    new(m.Payer, one),
                    m.On,
                    m.On.Year,
                    m.Amount,
                    [new(one, m.Amount, m.TechnicalAmount)],
                    [.. received.Refunds.Select(r => new ReceiptRefund(r.On, r.On.Year, r.Amount, [new(one, r.Amount, r.Technical)]))]
                );
                foreach (var (name, fen) in ContractMoney.FiguresOf(receipt, one))
                    sums[name] = checked(sums.GetValueOrDefault(name) + fen);
            }
        }
        return sums;
    }

    // The facts do not say which receipt was paid back, so take the oldest ones first.
    private static void Refund(EvaluatedMoney refund, List<Received> left)
    {
        var (amount, technical) = (refund.Amount, refund.TechnicalAmount);
        foreach (var received in left.Where(r => r.Money.On <= refund.On))
        {
            var part = Yuan.Min(amount, received.Left);
            if (part <= Yuan.Zero)
                continue;
            var technicalPart = part == amount ? technical : technical.SplitByLargestRemainder([part.Fen, (amount - part).Fen])[0];
            received.Refunds.Add((refund.On, part, technicalPart));
            (amount, technical) = (amount - part, technical - technicalPart);
        }
    }

    private sealed class Received(EvaluatedMoney money)
    {
        public EvaluatedMoney Money { get; } = money;

        public List<(DateOnly On, Yuan Amount, Yuan Technical)> Refunds { get; } = [];

        public Yuan Left => Money.Amount - Refunds.Sum(r => r.Amount);
    }
}
