using System.Text;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Rules;
using TechTransfer.Testing;
using static TechTransfer.OwnershipGrants.Tests.Distributions.DistributionGiven;
using Decision = System.Func<
    TechTransfer.OwnershipGrants.Achievements.Distribution,
    TechTransfer.Kernel.Decisions.Caller,
    TechTransfer.Kernel.Problems.Outcome<TechTransfer.Kernel.Decisions.Change<TechTransfer.OwnershipGrants.Achievements.Distribution>>
>;

namespace TechTransfer.OwnershipGrants.Tests.Distributions;

/// <summary>
/// Compares <c>docs/distributions.md</c> with the decisions and rule files: tries every action in every state by every caller.
/// <c>TECHTRANSFER_REWRITE_DOCS=1 dotnet test tests/OwnershipGrants.Tests --filter DistributionTable</c> writes the page.
/// </summary>
public class DistributionTable
{
    private static readonly (string Name, Caller Caller)[] People =
    [
        ("office, who prepared it", Given.Office),
        ("office, second person", Given.SecondPerson),
        ("auditor", Given.Auditor),
        ("another organisation", Given.OtherOffice),
    ];

    private static readonly (string Name, Decision Decide)[] Actions =
    [
        (
            "revise",
            (s, c) => ReviseDraft.Decide(s, Granted(), null, new() { Deductions = [new("appraisal", Yuan.Of(1_000))] }, Book, c, At(s))
        ),
        ("publish", (s, c) => PublishDistribution.Decide(s, Granted(), Book, c, At(s))),
        ("object", (s, c) => ObjectToDistribution.Decide(s, Granted(), new("份额有误。"), Book, c, Given.Now.AddDays(2))),
        ("resolve, rejected", (s, c) => ResolveDistributionObjection.Decide(s, new(false, "经核对无误。"), Book, c, At(s))),
        ("resolve, upheld", (s, c) => ResolveDistributionObjection.Decide(s, new(true, "重新测算。"), Book, c, At(s))),
        ("approve during the notice", (s, c) => ApproveDistribution.Decide(s, Book, c, Given.Now.AddDays(2))),
        ("approve after the notice", (s, c) => ApproveDistribution.Decide(s, Book, c, At(s))),
        ("pay in part", (s, c) => PayDistribution.Decide(s, Payment(("p1", 1)), c, PayDay)),
        ("pay all", (s, c) => PayDistribution.Decide(s, Payment(), c, PayDay)),
        ("recover in part", (s, c) => RecoverDistribution.Decide(s, Payment(("p1", 1)), c, PayDay)),
        ("recover all", (s, c) => RecoverDistribution.Decide(s, Payment(), c, PayDay)),
        ("withdraw", (s, c) => WithdrawDistribution.Decide(s, new("录入有误。"), c)),
        ("evidence", (s, c) => StateEvidence.Decide(s, new() { NoOrdinaryPay = true }, c, PayDay)),
        ("refund of a half (by itself)", (s, _) => Follow(s, [new(new(2026, 9, 2), Yuan.Of(400_000))], null)),
        ("refund of all (by itself)", (s, _) => Follow(s, [new(new(2026, 9, 2), Yuan.Of(800_000))], null)),
        ("contract revoked (by itself)", (s, _) => Follow(s, [], IncomeLoss.Revocation)),
    ];

    [Fact]
    public void The_page_says_what_the_decisions_do()
    {
        var path = Repository.PathOf("docs", "distributions.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("TECHTRANSFER_REWRITE_DOCS") == "1")
            File.WriteAllText(path, page);

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), page);
    }

    [Fact]
    public void Every_action_of_the_api_is_on_the_page()
    {
        var routes = typeof(PublishDistribution)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .SelectMany(m => m.GetParameters())
            .SelectMany(p => p.GetCustomAttributes(typeof(Microsoft.Azure.Functions.Worker.HttpTriggerAttribute), false))
            .Cast<Microsoft.Azure.Functions.Worker.HttpTriggerAttribute>()
            .Select(t => t.Route!)
            .Where(r => r.StartsWith("distributions/{id}/", StringComparison.Ordinal))
            .Select(r => r.Split('/')[2])
            .Except(["history"])
            .Order();

        Assert.Equal(Actions.Select(a => a.Name.Split(' ', ',')[0]).Except(["revise", "refund", "contract"]).Distinct().Order(), routes);
    }

    [Fact]
    public void Whatever_the_life_cycle_does_not_allow_is_refused_and_nothing_else_becomes_of_a_distribution()
    {
        Assert.Equal(
            Actions.Select(a => a.Name.Split(' ', ',')[0]).Distinct().Except(["refund", "contract"]).Order(),
            DistributionLifeCycle.All.Select(a => a.Name).Order()
        );
        foreach (var status in Enum.GetValues<DistributionStatus>())
        {
            var state = In(status);
            foreach (var action in DistributionLifeCycle.All)
            {
                foreach (var (name, decide) in Actions.Where(a => a.Name.Split(' ', ',')[0] == action.Name))
                {
                    foreach (var (person, caller) in People)
                    {
                        var outcome = decide(state, caller);
                        if (!action.From.Contains(state.Status))
                            Assert.True(outcome.Problem is not null, $"{name} {status} {person}");
                        else if (outcome.Problem is null)
                            Assert.True(
                                caller.Is(Role.Office) && action.To.Contains(outcome.Value.State.Status),
                                $"{name} {status} {person}"
                            );
                    }
                }
            }
        }
    }

    [Fact]
    public void An_action_is_listed_as_allowed_exactly_where_its_decision_refuses_neither_status_nor_person()
    {
        foreach (var status in Enum.GetValues<DistributionStatus>())
        {
            var state = In(status);
            foreach (var (person, caller) in People.Where(p => p.Caller != Given.OtherOffice))
            {
                foreach (var (name, decide, day) in Days(state))
                {
                    var listed = DistributionLifeCycle.ActionsFor(new(state, Book, day), caller);
                    var problem = decide(state, caller).Problem;
                    var one = listed.SingleOrDefault(a => a.Name == name);
                    Assert.True(
                        (problem?.Kind.Status is 403 or 404 or 409) != (one is { Allowed: true }),
                        $"{name} {status} {person}: {problem?.Kind.Code}"
                    );
                    if (one?.Code is { } code)
                        Assert.Equal(problem?.Kind.Code, code);
                }
            }
        }
    }

    // Each action of the life cycle with the day on which its decision runs.
    private static IEnumerable<(string Action, Decision Decide, DateOnly Day)> Days(Distribution state) =>
        from action in Actions
        where !action.Name.EndsWith("(by itself)", StringComparison.Ordinal)
        let word = action.Name.Split(' ', ',')[0]
        let day = action.Name is "object" or "approve during the notice" ? Given.Now.AddDays(2)
        : word is "pay" or "recover" or "evidence" ? PayDay
        : At(state)
        select (word, action.Decide, day.ChinaDate());

    private static DateTimeOffset At(Distribution state) => state.Notice is null ? Given.Now.AddDays(1) : AfterNotice(state);

    private static Outcome<Change<Distribution>> Follow(Distribution state, IReadOnlyList<IncomeRefund> refunds, IncomeLoss? fell) =>
        IncomeChanges.Follow(state, refunds, fell, Book, PayDay.AddDays(50))!;

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # Distributions: from income to each person's money

            What each action does with a distribution in each state, by who does it: the next state, or the code of the problem that stands against it. `·` is `not_allowed`, `–` is
            `not_found` (to this caller it does not exist). A test (`DistributionTable`) runs every decision and fails when this page says something else;
            `TECHTRANSFER_REWRITE_DOCS=1 dotnet test tests/OwnershipGrants.Tests --filter DistributionTable` writes it again.

            ## How an income is divided

            1. **Income** of a day: a confirmed receipt on a contract that converts the achievement (a draft then comes by itself), or entered by hand. Refunds come off; a contract that
               was cancelled or revoked leaves nothing.
            2. **Deductions**, line by line, of the kinds that the rules know. Prior research cost and overhead are known and not deducted.
            3. **Net income** = income − deductions. Where a refund leaves less than the deductions, the organisation bears the rest.
            4. **Pool** = net income × the team's share, rounded up to the fen. The share is the agreement's, or the binding floor where that is higher; what the floor takes from the
               other holders it takes in proportion. A floor whose text nobody has read is shown with a warning and changes nothing.
            5. **Each person** gets the pool × his or her share by largest remainder; equal remainders go to whoever stands earlier in the team. The team is that of the income's day:
               members who left before have no part of it, heirs that followed later neither.
            6. Deductions, pool and the others' parts add up to the income, the awards to the pool, to the fen.

            A capital contribution gives exact fractions of the company, own use a share of the year's operating profit in the years after production started. Every answer carries
            the steps with their sources.

            ## Rules behind the table

            * **Notice.** Its first day does not count. An objection stops it; rejected, it runs on for the days that were left; upheld, the distribution is a draft again and the next
              notice another edition. It is approved from the day after the last day.
            * **Two persons.** Whoever entered, revised or published a distribution does not approve it.
            * **Draft and agreement.** A draft whose agreement or team has changed since is revised before it is published (`figures_outdated`).
            * **Payment** by person or to all, never above what is due. `recover` records what came back after a claw-back.
            * **Claw-back.** A refund, a cancellation or a revocation works an approved distribution out anew, as another edition with each person's difference; whoever has more than is due
              owes it back (`recovering`). Before the approval it becomes a draft again, or is withdrawn when no income is left.
            * **One income, one distribution.** Each stands by itself: `If-Match` names its own version. What is entered by hand and what a receipt brings hold places among equal incomes,
              so that the same money is never distributed twice, and a receipt confirms what was entered before. An achievement has at most 1,000
              ([decision 11](decisions/0011-distributions.md)).
            * **Supplement.** Money that comes later on the same contract is a distribution of its own, which names the first.
            * **Check-list** of the tax relief (财税〔2018〕58号): what is on record, with dates. It is no tax ruling, and says so.


            """.ReplaceLineEndings("\n")
        );
        foreach (var rules in Book.All)
            AppendRules(page, rules);
        page.Append("\n## The actions\n");
        foreach (var status in Enum.GetValues<DistributionStatus>())
        {
            var state = In(status);
            page.Append("\n### ")
                .Append(Json.Write(status).Trim('"'))
                .Append("\n\n| action | ")
                .AppendJoin(" | ", People.Select(p => p.Name))
                .Append(" |\n|---|")
                .Append(string.Concat(People.Select(_ => "---|")))
                .Append('\n');
            foreach (var (name, decide) in Actions)
                page.Append("| ")
                    .Append(name)
                    .Append(" | ")
                    .AppendJoin(" | ", People.Select(p => Cell(name, decide, state, p.Caller)))
                    .Append(" |\n");
        }
        return page.ToString();
    }

    private static void AppendRules(StringBuilder page, DistributionRules rules)
    {
        page.Append("## Rule set ")
            .Append(rules.Id)
            .Append(", income from ")
            .Append($"{rules.From:yyyy-MM-dd}")
            .Append(rules.To is { } to ? $" to {to:yyyy-MM-dd}" : " on")
            .Append(rules.Superseded ? " (superseded: for distributions that were made under it)" : "")
            .Append("\n\n| what | value | source | certainty |\n|---|---|---|---|\n");
        void Row(string what, string value, Citation source) =>
            page.Append("| ")
                .Append(what)
                .Append(" | ")
                .Append(value)
                .Append(" | ")
                .Append(source)
                .Append(" | ")
                .Append(Json.Write(source.Confidence).Trim('"'))
                .Append(" |\n");
        foreach (var floor in rules.Floors)
        {
            Row(
                $"floor, {Json.Write(floor.Way).Trim('"')}",
                $"{floor.Share}{(floor.Binding ? "" : ", does not bind")}{(floor.LeastYears is { } years ? $", {years} to {floor.MostYears} years" : "")}",
                floor.Citation
            );
        }
        Row("notice", $"{rules.Notice.Days} {Json.Write(rules.Notice.DayType).Trim('"')} days", rules.Notice.Citation);
        Row("payment window", $"{rules.PayWindow.Months} months after the income", rules.PayWindow.Citation);
        Row("main contributors", $"at least {rules.MainContributors.Share} of the award", rules.MainContributors.Citation);
        foreach (var deduction in rules.Deductions)
            Row($"{deduction.Name.Zh} `{deduction.Code}`", deduction.Deductible ? "deducted" : "not deducted", deduction.Citation);
        foreach (var leader in rules.Leaders)
            Row(
                $"{leader.Name.Zh} `{leader.Rank}`",
                leader.SharesAllowed ? "published by rank" : "published by rank; takes no shares as a rule",
                leader.Citation
            );
        foreach (var condition in rules.Conditions)
            Row(condition.Name.Zh, $"`{condition.Code}`", condition.Citation);
        page.Append('\n');
    }

    private static string Cell(string name, Decision decide, Distribution state, Caller caller)
    {
        var isByItself = name.EndsWith("(by itself)", StringComparison.Ordinal);
        if (isByItself && caller != Given.Office)
            return "";
        var outcome = decide(state, caller);
        if (outcome.Problem is { } problem)
        {
            return problem.Kind == Catalogue.NotAllowed ? "·"
                : problem.Kind == Catalogue.NotFound ? "–"
                : problem.Kind == Catalogue.ChecksFailed ? $"`{problem.Errors[0].Code}`"
                : $"`{problem.Kind.Code}`";
        }
        return $"**{Json.Write(outcome.Value.State.Status).Trim('"')}**";
    }
}
