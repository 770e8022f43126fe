using System.Reflection;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Hosting.Description;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Testing;
using Decision = System.Func<
    TechTransfer.ContractRegistration.Contracts.Contract,
    TechTransfer.Kernel.Decisions.Caller,
    TechTransfer.Kernel.Problems.Outcome<TechTransfer.Kernel.Decisions.Change<TechTransfer.ContractRegistration.Contracts.Contract>>
>;

namespace TechTransfer.ContractRegistration.Tests.Registration;

/// <summary>
/// Compares <c>docs/lifecycle.md</c> with the decisions: tries every action in every status by every caller. <c>TECHTRANSFER_REWRITE_DOCS=1
/// dotnet test tests/ContractRegistration.Tests --filter LifecycleTable</c> writes the page.
/// </summary>
public class LifecycleTable
{
    private static readonly Caller AnotherRegistrar = new("registrar-c", "登记员丙（虚构）", new HashSet<Role> { Role.Registrar }, null);

    private static readonly (string Name, Caller Caller)[] People =
    [
        ("filer", Given.Filer),
        ("other party", Given.Caller("company-e1")),
        ("registrar who accepted", Given.RegistrarA),
        ("registrar who assessed", Given.RegistrarB),
        ("another registrar", AnotherRegistrar),
        ("approver", Given.Approver),
        ("finance", Given.Caller("finance-a")),
        ("auditor", Given.Caller("auditor")),
        ("another organisation", Given.Caller("office-u2")),
    ];

    // Each action with a valid body, so that only the status and the caller decide whether it is refused.
    private static readonly (string Name, Decision Decide)[] Actions =
    [
        ("replace", (s, c) => Replace.Decide(s, Open(s).Content, c, Given.Rules, Given.Now)),
        ("attach", (s, c) => Attach.Decide(s, s.Attachments[0], c, Given.Rules, Given.Now)),
        ("submit", (s, c) => Submit.Decide(s, Given.AnswersTo(s), c, Given.Rules, Given.Now)),
        ("withdraw", (s, c) => Withdraw.Decide(s, c, Given.Now)),
        ("accept", (s, c) => Accept.Decide(s, c, Given.Rules, Given.Now)),
        ("return", (s, c) => Return.Decide(s, Given.ACorrection, c, Given.Rules, Given.Now)),
        (
            "assess",
            (s, c) =>
                Assess.Decide(
                    s,
                    Given.AssessmentOf("C01") with
                    {
                        TechnicalAmount = Open(s).Content.ClaimedTechnicalAmount ?? Yuan.Of(960_000),
                    },
                    c,
                    Given.Rules,
                    Given.Now
                )
        ),
        ("refer", (s, c) => Refer.Decide(s, c, Given.Rules, Given.Now)),
        ("approve", (s, c) => Approve.Decide(s, c, Given.Rules, Given.Now)),
        ("register", (s, c) => Register.Decide(s, c, Given.Rules, Given.Now)),
        ("refuse", (s, c) => Refuse.Decide(s, Given.ARefusal, c, Given.Rules, Given.Now)),
        ("change", (s, c) => FileChange.Decide(s, new(Given.ChangedContent(s.Content), "双方协商调减价款。"), c, Given.Rules, Given.Now)),
        ("cancel", (s, c) => Cancel.Decide(s, Given.AnEnd, c, Given.Now)),
        ("object", (s, c) => RaiseObjection.Decide(s, new("技术交易额的核定有误。"), c, Given.Now)),
        ("resolve", (s, c) => Resolve.Decide(s, new(ObjectionOutcome.Upheld, "重新认定。"), c, Given.Rules, Given.Now)),
        (
            "correct",
            (s, c) => Correct.Decide(s, new([new("title", "智能装配线视觉检测系统研发（虚构）")], "笔误。"), c, Given.Rules, Given.Now)
        ),
        ("revoke", (s, c) => Revoke.Decide(s, Given.AnEnd, c, Given.Now)),
        ("confirmRevocation", (s, c) => ConfirmRevocation.Decide(s, new(true), c, Given.Now)),
        ("national-number", (s, c) => RecordNationalNumber.Decide(s, new("3100002026000001", "国家平台更正。"), c, Given.Rules, Given.Now)),
        ("reassign", (s, c) => Reassign.Decide(s, new("registrar-d", "人员调整。"), c, Given.Now)),
        ("recuse", (s, c) => Recuse.Decide(s, new("与当事人有利害关系。"), c, Given.Now)),
    ];

    private static readonly string[] OnOpenVersion =
    [
        "replace",
        "attach",
        "submit",
        "withdraw",
        "accept",
        "return",
        "assess",
        "refer",
        "approve",
        "register",
        "refuse",
        "reassign",
        "recuse",
    ];

    private static readonly (string Heading, Contract State)[] States =
    [
        .. Enum.GetValues<ContractStatus>().Select(s => (Label(Given.In(s)), Given.In(s))),
        (
            "underReview, large",
            Given.UnderReview("C13") with
            {
                Filer = Given.Submitted().Filer,
                Content = Given.Submitted("C13").Content with { Buyers = Given.Submitted().Content.Buyers },
            }
        ),
        .. new[]
        {
            ContractStatus.Submitted,
            ContractStatus.Returned,
            ContractStatus.Accepted,
            ContractStatus.UnderReview,
            ContractStatus.ExpertReview,
            ContractStatus.Refused,
        }.Select(s => (Label(Given.Changing(s)), Given.Changing(s))),
        (Label(Given.Objected(Given.Registered())), Given.Objected(Given.Registered())),
        (Label(Given.Objected(Given.Refused())), Given.Objected(Given.Refused())),
        (
            "registered, revocation proposed by who accepted",
            Given.Registered() with
            {
                RevocationProposal = new("以欺骗手段取得登记。", new(Given.RegistrarA.Subject, Given.Now)),
            }
        ),
        ("registered, with a national number", Given.Registered() with { NationalNumber = "3100002026000009" }),
        ("underReview, given to registrar-d", Given.UnderReview() with { AssignedTo = "registrar-d" }),
        (
            "accepted, after the assessing registrar stepped back",
            Recuse.Decide(Given.UnderReview(), new("与当事人有利害关系。"), Given.RegistrarB, Given.Now).Value.State
        ),
    ];

    [Fact]
    public void The_page_says_what_the_decisions_do()
    {
        var path = Repository.PathOf("docs", "lifecycle.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("TECHTRANSFER_REWRITE_DOCS") == "1")
            File.WriteAllText(path, page);

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), page);
    }

    [Fact]
    public void Every_action_of_the_api_is_on_the_page()
    {
        string[] routes =
        [
            .. Functions()
                .Where(f => f.Method == "post" && f.Route.StartsWith("contracts/{id}/", StringComparison.Ordinal))
                .Select(f => f.Route.Split('/')[2])
                // Erasing personal data is left out, because it is no step of the examination.
                .Where(action => action != "erase-persons")
                .Order(),
        ];

        Assert.Equal(Actions.Select(a => a.Name == "attach" ? "attachments" : a.Name).Where(a => a != "replace").Order(), routes);
    }

    [Fact]
    public void Every_action_of_the_life_cycle_is_on_the_page() =>
        Assert.Equal(ContractLifeCycle.All.Select(a => a.Name), Actions.Select(a => a.Name == "attach" ? "attachments" : a.Name));

    [Fact]
    public void Whatever_the_life_cycle_does_not_allow_is_refused_and_nothing_else_becomes_of_a_contract()
    {
        foreach (var (heading, state) in States)
        {
            foreach (var (allowed, (name, decide)) in ContractLifeCycle.All.Zip(Actions))
            {
                // For a registered contract with an open change, the examination steps act on the change and all other actions on the
                // contract.
                var isOnChange = state is { Status: ContractStatus.Registered, PendingChange.IsOpen: true } && OnOpenVersion.Contains(name);
                var status = isOnChange ? state.PendingChange!.Version.Status : state.Status;
                foreach (var (person, caller) in People)
                {
                    var outcome = decide(state, caller);
                    if (!allowed.From.Contains(status))
                        Assert.True(outcome.Problem is not null, $"{name} {heading} {person}");
                    else if (outcome.Problem is null)
                        Assert.True(Becomes(outcome.Value.State).Intersect(allowed.To).Any(), $"{name} {heading} {person}");

                    // If the contract no longer has a pending change, the change was either withdrawn or registered.
                    ContractStatus[] Becomes(Contract after) =>
                        !isOnChange ? [after.Status]
                        : after.PendingChange is { } change ? [change.Version.Status]
                        : [ContractStatus.Withdrawn, ContractStatus.Decided];
                }
            }
        }
    }

    [Fact]
    public void An_action_is_listed_as_allowed_exactly_where_its_decision_refuses_neither_status_nor_person()
    {
        foreach (var (heading, state) in States)
        {
            foreach (var (person, caller) in People.Where(p => ContractSetup.MaySee(state, p.Caller)))
            {
                var listed = ContractLifeCycle.ActionsFor(state.Under(Given.Rules), caller);
                foreach (var (action, (name, decide)) in ContractLifeCycle.All.Zip(Actions))
                {
                    var isAllowed = RolesOf(name).Any(caller.Is);
                    var problem = isAllowed ? decide(state, caller).Problem : null;
                    var isRefused = !isAllowed || problem?.Kind.Status is 403 or 404 or 409;
                    var one = listed.SingleOrDefault(a => a.Name == action.Name);
                    Assert.True(isRefused != (one is { Allowed: true }), $"{name} {heading} {person}: {problem?.Kind.Code}");
                    if (one?.Code is { } code)
                        Assert.Equal(problem?.Kind.Code, code);
                }
            }
        }
    }

    [Fact]
    public void The_line_of_a_contract_in_every_list_names_the_actions_that_its_answer_allows()
    {
        foreach (var (heading, state) in States)
        {
            var lines = ContractSetup.ListsOf(state, Given.Rules).Select(e => e.Summary).OfType<ContractSummary>().ToArray();
            Assert.NotEmpty(lines);
            foreach (var (person, caller) in People.Where(p => ContractSetup.MaySee(state, p.Caller)))
            {
                var allowed = ContractLifeCycle.ActionsFor(state.Under(Given.Rules), caller).Where(a => a.Allowed).Select(a => a.Name);
                foreach (var line in lines.Select(l => Json.Read<ContractSummary>(Json.Write(l)).For(caller, Given.Now.ChinaDate())))
                {
                    Assert.True(allowed.SequenceEqual(line.Actions!), $"{heading} {person}: {string.Join(' ', line.Actions!)}");
                    Assert.Null(line.ListedActions);
                }
            }
        }
    }

    [Fact]
    public void Each_listed_action_names_a_route_of_the_api() =>
        Assert.Empty(
            States
                .SelectMany(
                    s => People,
                    (s, p) => ContractLifeCycle.ActionsFor((s.State with { Id = "{id}" }).Under(Given.Rules), p.Caller)
                )
                .SelectMany(actions => actions)
                .Select(a => (Route: a.Path["/api/".Length..], Method: a.Method.ToLowerInvariant()))
                .Except(Functions().Select(f => (f.Route, f.Method)))
        );

    [Fact]
    public void A_contract_says_who_must_act_next()
    {
        var large = States.Single(s => s.Heading == "underReview, large").State;

        Assert.Equal(["submit: the applicant"], WaitsFor(Given.In(ContractStatus.Returned), Given.RegistrarA));
        Assert.Equal(["accept: a registrar"], WaitsFor(Given.In(ContractStatus.Submitted), Given.Filer));
        Assert.Equal(["assess: a registrar"], WaitsFor(Given.In(ContractStatus.Accepted), Given.Filer));
        Assert.Equal(["assess: another registrar"], WaitsFor(Given.In(ContractStatus.Accepted), Given.RegistrarA));
        Assert.Equal(["approve: an approver"], WaitsFor(large, Given.Filer));
        Assert.Equal(["register: a registrar"], WaitsFor(large with { Approved = new("approver", Given.Now) }, Given.Filer));
        Assert.Equal(["resolve: a registrar"], WaitsFor(Given.Objected(Given.Registered()), Given.Filer));
        Assert.Empty(WaitsFor(Given.Registered(), Given.Filer));
        Assert.Equal(
            ["confirmRevocation: another registrar"],
            WaitsFor(States.Single(s => s.Heading.Contains("revocation", StringComparison.Ordinal)).State, Given.RegistrarA)
        );
    }

    private static IEnumerable<string> WaitsFor(Contract state, Caller caller) =>
        from action in ContractLifeCycle.ActionsFor(state.Under(Given.Rules), caller)
        where action.WaitsFor is not null
        select $"{action.Name}: {action.WaitsFor!.Value.En}";

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # The life of a contract

            What each action does in each state, by who does it: the next state, or the code of the problem that stands against it. `·`
            is `not_allowed` (the role has no such action), `–` is `not_found` (to this caller the contract does not exist). A test
            (`LifecycleTable`) runs every decision and fails when this page says something else; `TECHTRANSFER_REWRITE_DOCS=1 dotnet
            test tests/ContractRegistration.Tests --filter LifecycleTable` writes it again.

            ## Rules behind the table

            * **Clock.** It starts on the day of acceptance, which does not count: 15 working days, 30 with expert review (rule-set
              data, 技术合同认定登记管理办法 第十四条, known from the draft). A correction restarts it from the day the corrections came in, and pins the
              rule set of that day. The app reminds of a due date three working days before and the day after, each once
              (`CaseDueSoon`, `CaseOverdue` in the contract's history); `GET /contracts?due=overdue` lists what has passed.
            * **Two persons.** Who accepted neither assesses nor registers; a large contract is approved by a third person; who decided
              does not resolve an objection to it; who proposed a revocation (`revoke`) does not confirm it (`confirmRevocation`).
            * **Recusal** is for good. What the person assessed or approved and is not decided yet is done again; an acceptance and its
              clock stand. **Reassignment** gives the examination to one registrar; it can be given on by any.
            * **Change.** The registered version stays in force and keeps the number; the change runs through the same steps
              (`pendingChange`), with its own clock and rule set, and then takes its place as the next edition. A value that was left open
              is fixed this way. The term need not run any more.
            * **Correction** of a slip needs no examination. Which fields can hold one is data (`clericalFields`): names, seals,
              addresses, contacts, title and numbers of other attachments; never what identifies a party, the money, the kind or the
              dates.
            * **Objection.** By the filer, or by finance, to a registration or a refusal (技术合同认定登记管理办法 第十七条, whose text is known in
              part). While it stands, the registration stays in force, and nothing else is decided on the contract: no change is filed or
              registered, nothing is corrected or cancelled. A revocation is not held up. Upheld, the contract is examined again from that
              day: a refused one as itself, a registered one as a new version.
            * **National number.** A registrar records the number that the national system gave, once, also when the contract has left
              the register here; no two contracts have the same. Another is put in its place by the approver, with the reason.
            * **Cancellation** frees the contract for a new filing; **revocation** does not. The number is never used again.

            In the tables `registered + change accepted` is a registered contract with a change in that status.

            """.ReplaceLineEndings("\n")
        );
        foreach (var (heading, state) in States)
        {
            page.Append("\n## ")
                .Append(heading)
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

    // The checks in the order of an HTTP call: role, visibility of the contract, decision.
    private static string Cell(string action, Decision decide, Contract state, Caller caller)
    {
        if (!RolesOf(action).Any(caller.Is))
            return "·";
        if (!ContractSetup.MaySee(state, caller))
            return "–";
        var outcome = decide(state, caller);
        return outcome.Problem is { } problem ? $"`{problem.Kind.Code}`" : $"**{Label(outcome.Value.State)}**";
    }

    private static string Label(Contract state)
    {
        var label = Word(state.Status);
        if (state.PendingChange is { } change)
            label += $" + change {Word(change.Version.Status)}";
        if (state.Objection is { Stands: true })
            label += " + objection";
        return label;
    }

    private static string Word(ContractStatus status) => Json.Write(status).Trim('"');

    private static Examination Open(Contract state) => state.PendingChange is { IsOpen: true } change ? change.Version : state.Examination;

    private static IReadOnlyList<Role> RolesOf(string action)
    {
        var route = action switch
        {
            "replace" => "contracts/{id}",
            "attach" => "contracts/{id}/attachments",
            _ => $"contracts/{{id}}/{action}",
        };
        var function = Functions().Single(f => f.Route == route && f.Method == (action == "replace" ? "put" : "post"));
        return function.Info.GetCustomAttribute<AllowedAttribute>()!.Roles;
    }

    private static IEnumerable<(string Route, string Method, MethodInfo Info)> Functions() =>
        from type in typeof(Submit).Assembly.GetTypes()
        from method in type.GetMethods()
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
        where trigger?.Route?.StartsWith("contracts/", StringComparison.Ordinal) is true
        select (trigger.Route!, trigger.Methods!.First(), method);
}
