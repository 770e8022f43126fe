using System.Text;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Rules;
using TechTransfer.Testing;
using Decision = System.Func<
    TechTransfer.OwnershipGrants.Achievements.Achievement,
    TechTransfer.Kernel.Decisions.Caller,
    System.DateTimeOffset,
    TechTransfer.Kernel.Problems.Outcome<TechTransfer.Kernel.Decisions.Change<TechTransfer.OwnershipGrants.Achievements.Achievement>>
>;

namespace TechTransfer.OwnershipGrants.Tests.Grants;

/// <summary>
/// Compares the table in <c>docs/grants.md</c> with the decisions: tries every action in every status by every caller.
/// <c>TECHTRANSFER_REWRITE_DOCS=1 dotnet test tests/OwnershipGrants.Tests --filter GrantsPage</c> writes the table.
/// </summary>
public class GrantsPage
{
    private const string Begin = "<!-- The table from here on is written by a test. -->";

    private static readonly Caller Third = new(
        "office-u1-c",
        "成果转化处丙（虚构）",
        new HashSet<Role> { Role.Office },
        SampleFiles.Uscc("U1")
    );

    private static readonly (string Name, Caller Caller)[] People =
    [
        ("first person", Given.Office),
        ("second person", Given.SecondPerson),
        ("third person", Third),
        ("auditor", Given.Auditor),
        ("another organisation", Given.OtherOffice),
    ];

    // Each action with a valid body, so that only the status and the caller decide whether it is refused.
    private static readonly (GrantAction Action, Decision Decide)[] Actions =
    [
        (GrantAction.Check, (s, c, at) => Check.Decide(s, Given.G1, new([Given.Hash("application")]), c, Given.Rules, at)),
        (GrantAction.ClearTitle, (s, c, at) => ClearTitle.Decide(s, Given.G1, Given.AClearTitle, c, Given.Rules, at)),
        (
            GrantAction.Appraise,
            (s, c, at) =>
                Appraise.Decide(s, Given.G1, new(PriceManner.Agreement, Given.Now.ChinaDate(), Yuan.Of(800_000)), c, Given.Rules, at)
        ),
        (
            GrantAction.Decide,
            (s, c, at) =>
                DecideGrant.Decide(s, Given.G1, new(true, "纪要", Given.Hash("minutes"), Given.Now.ChinaDate()), c, Given.Rules, at)
        ),
        (GrantAction.Publish, (s, c, at) => Publish.Decide(s, Given.G1, new(), c, Given.Rules, at)),
        (GrantAction.Object, (s, c, at) => RaiseObjection.Decide(s, Given.G1, Given.AnObjection, c, Given.Rules, at)),
        (GrantAction.Resolve, (s, c, at) => Resolve.Decide(s, Given.G1, new(ObjectionOutcome.Dismissed, "无依据。"), c, Given.Rules, at)),
        (
            GrantAction.Sign,
            (s, c, at) => Sign.Decide(s, Given.G1, new(Given.Hash("agreement"), Given.Later.ChinaDate()), c, Given.Rules, at)
        ),
        (
            GrantAction.RecordRightHolder,
            (s, c, at) => RecordRightHolder.Decide(s, Given.G1, new([new(0, Given.Later.ChinaDate())]), c, Given.Rules, at)
        ),
        (GrantAction.EnterIntoForce, (s, c, at) => EnterIntoForce.Decide(s, Given.G1, new(), c, Given.Rules, at)),
        (
            GrantAction.Convert,
            (s, c, at) => LinkConversion.Decide(s, Given.G1, Given.AContract(achievement: "another"), c, Given.Rules, at)
        ),
        (
            GrantAction.Extend,
            (s, c, at) => Extend.Decide(Given.Converted(s), Given.G1, new(5, Given.Hash("extension"), "转化顺利。"), c, Given.Rules, at)
        ),
        (GrantAction.ReportYear, (s, c, at) => ReportYear.Decide(s, Given.G1, new(2026, "进展正常。", Yuan.Zero), c, Given.Rules, at)),
        (
            GrantAction.TakeBack,
            (s, c, at) => TakeBack.Decide(s with { Conversions = [] }, Given.G1, new("未转化。"), c, Given.Rules, at.AddDays(400))
        ),
        (
            GrantAction.Terminate,
            (s, c, at) =>
                Terminate.Decide(s, Given.G1, new(TerminationGround.Agreed, "双方协商。", Given.Later.ChinaDate()), c, Given.Rules, at)
        ),
        (GrantAction.Withdraw, (s, c, at) => Withdraw.Decide(s, Given.G1, new("团队放弃。"), c, Given.Rules, at)),
    ];

    [Fact]
    public void The_page_says_what_the_decisions_do()
    {
        var path = Repository.PathOf("docs", "grants.md");
        var before = File.ReadAllText(path).ReplaceLineEndings("\n");
        var head = before[..(before.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)];
        var page = $"{head}\n{Tables()}";
        if (Environment.GetEnvironmentVariable("TECHTRANSFER_REWRITE_DOCS") == "1")
            File.WriteAllText(path, page);

        Assert.Equal(before, page);
    }

    [Fact]
    public void Every_action_of_the_api_is_on_the_page()
    {
        string[] routes =
        [
            .. typeof(GrantCommands)
                .Assembly.GetTypes()
                .SelectMany(t => t.GetMethods())
                .SelectMany(m => m.GetParameters())
                .SelectMany(p => p.GetCustomAttributes(typeof(HttpTriggerAttribute), false))
                .Cast<HttpTriggerAttribute>()
                .Where(t => t.Methods!.Contains("post") && t.Route!.StartsWith("grants/{id}/", StringComparison.Ordinal))
                .Select(t => t.Route!.Split('/')[2])
                .Distinct(),
        ];

        // docs/distributions.md describes the routes of distributions.
        Assert.Equal(
            routes.Except(["distributions"]).Select(r => r == "conversions" ? "convert" : r).Order(),
            Actions.Select(a => Word(a.Action)).Order()
        );
        Assert.Equal(GrantLifeCycle.All, Actions.Select(a => GrantLifeCycle.Of(a.Action)));
    }

    [Fact]
    public void Whatever_the_life_cycle_does_not_allow_is_refused_and_nothing_else_becomes_of_a_grant()
    {
        foreach (var (_, status, state) in States())
        {
            var at = At(status);
            foreach (var (action, decide) in Actions)
            {
                var allowed = GrantLifeCycle.Of(action);
                foreach (var (name, caller) in People)
                {
                    var outcome = decide(state, caller, at);
                    if (!allowed.From.Contains(status))
                        Assert.NotNull(outcome.Problem);
                    else if (outcome.Problem is null)
                        Assert.True(
                            caller.ActsFor(state.Organisation) && allowed.To.Contains(outcome.Value.State.Grants[0].Status),
                            $"{action} {status} {name}"
                        );
                }
            }
        }
    }

    [Fact]
    public void An_action_is_listed_as_allowed_exactly_where_its_decision_refuses_neither_status_nor_person()
    {
        // Their decisions get an achievement with or without a conversion, to show every step on the page.
        GrantAction[] onOtherState = [GrantAction.Extend, GrantAction.TakeBack];
        foreach (var (heading, status, state) in States())
        {
            var at = At(status);
            foreach (var (name, caller) in People.Where(p => Access.MaySee(state, p.Caller)))
            {
                var grant = GrantView.Of(state, Given.G1, caller, Given.Rules, at.ChinaDate(), 1)!;
                foreach (var (action, decide) in Actions.Where(a => !onOtherState.Contains(a.Action)))
                {
                    var problem = decide(state, caller, at).Problem;
                    var one = grant.Actions.SingleOrDefault(a => a.Name == GrantLifeCycle.Of(action).Name);
                    // A conversion may be refused for the contract that the body names.
                    var isRefused = problem is { Kind.Status: 403 or 404 or 409 } && problem.Errors.All(e => e.Path != "contractId");
                    Assert.True(isRefused != (one is { Allowed: true }), $"{action} {heading} {name}: {problem?.Kind.Code}");
                    if (one?.Code is { } code)
                        Assert.Equal(problem?.Kind.Code, code);
                }
            }
        }
    }

    [Fact]
    public void The_line_of_a_grant_in_every_list_names_the_actions_that_its_answer_allows()
    {
        foreach (var (heading, status, state) in States())
        {
            var lines = GrantLists.Of(state, Given.Rules).Select(e => (GrantSummary)e.Summary).ToArray();
            Assert.NotEmpty(lines);
            // Years later the term has ended, and a grant without a conversion may be taken back.
            foreach (
                var today in new[] { At(status), At(status).AddDays(30), At(status).AddDays(400), At(status).AddDays(5000) }.Select(d =>
                    d.ChinaDate()
                )
            )
            {
                foreach (var (name, caller) in People.Where(p => Access.MaySee(state, p.Caller)))
                {
                    var allowed = GrantView
                        .Of(state, Given.G1, caller, Given.Rules, today, 1)!
                        .Actions.Where(a => a.Allowed)
                        .Select(a => a.Name);
                    foreach (var line in lines.Select(l => Json.Read<GrantSummary>(Json.Write(l)).For(caller, today)))
                    {
                        Assert.True(
                            allowed.SequenceEqual(line.Actions!),
                            $"{heading} {today} {name}: {string.Join(' ', line.Actions!)} instead of {string.Join(' ', allowed)}"
                        );
                        Assert.Null(line.ListedActions);
                    }
                }
            }
        }
    }

    [Fact]
    public void A_grant_says_why_a_step_is_blocked_and_who_may_take_it()
    {
        ActionView Listed(GrantStatus status, string action, Caller caller, DateTimeOffset at) =>
            GrantView
                .Of(Given.In(status, Application(status)), Given.G1, caller, Given.Rules, at.ChinaDate(), 1)!
                .Actions.Single(a => a.Name == action);

        Assert.Equal(
            "the organisation's technology transfer office",
            Listed(GrantStatus.Applied, "check", Given.Auditor, Given.Now).WaitsFor?.En
        );
        Assert.Equal("no_conversion_yet", Listed(GrantStatus.InForce, "extend", Given.Office, Given.Later).Code);
        Assert.Equal("take_back_too_early", Listed(GrantStatus.InForce, "takeBack", Given.Office, Given.Later).Code);
    }

    [Fact]
    public void Every_status_can_be_reached()
    {
        foreach (var status in Enum.GetValues<GrantStatus>())
            Assert.Equal(status, Given.In(status, Application(status)).Grants[0].Status);
    }

    private static IEnumerable<(string Heading, GrantStatus Status, Achievement State)> States()
    {
        foreach (var status in Enum.GetValues<GrantStatus>())
        {
            yield return (
                $"`{Word(status)}`{(status == GrantStatus.Signed ? ", use" : "")}",
                status,
                Given.In(status, Application(status))
            );
            if (status == GrantStatus.Signed)
                yield return ($"`{Word(status)}`, ownership", status, Given.In(status, Given.AnApplication));
        }
    }

    // The application that can lead to this status: only ownership shares have a recorded right holder, only use rights have a term.
    private static ApplyBody Application(GrantStatus status) =>
        status is GrantStatus.RightHolderRecorded ? Given.AnApplication : Given.AUse;

    private static string Tables()
    {
        var text = new StringBuilder();
        text.Append("\n| status | action | by | becomes |\n|---|---|---|---|\n");
        foreach (var (heading, status, state) in States())
        {
            var at = At(status);
            var lines = 0;
            foreach (var (action, decide) in Actions)
            {
                foreach (
                    var group in People
                        .Select(p => (p.Name, After: Try(state, decide, p.Caller, at)))
                        .Where(r => r.After is not null)
                        .GroupBy(r => r.After!)
                )
                {
                    text.Append(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"| {heading} | `{Word(action)}` | {By([.. group.Select(g => g.Name)])} | `{group.Key}` |\n"
                    );
                    lines++;
                }
            }
            if (lines == 0)
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {heading} | | | |\n");
        }
        return text.ToString();
    }

    private static DateTimeOffset At(GrantStatus status) =>
        status <= GrantStatus.Decided ? Given.Now
        : status is GrantStatus.OnNotice or GrantStatus.Objected ? Given.After(5)
        : Given.Later;

    private static string By(string[] names)
    {
        string[] office = [.. names.Where(n => n.EndsWith("person", StringComparison.Ordinal))];
        return string.Join(", ", (office.Length == 3 ? ["office"] : office).Concat(names.Except(office)));
    }

    private static string? Try(Achievement state, Decision decide, Caller caller, DateTimeOffset at)
    {
        var outcome = decide(state, caller, at);
        return outcome.Problem is null ? Word(outcome.Value.State.Grants[0].Status) : null;
    }

    private static string Word<T>(T value) => Json.Write(value).Trim('"');
}
