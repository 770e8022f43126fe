using System.Reflection;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Documents;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Notices;
using TechTransfer.RewardCalculation.Settlements;
using TechTransfer.Testing;
using Decision = System.Func<
    TechTransfer.RewardCalculation.Claims.Claim,
    TechTransfer.Kernel.Decisions.Caller,
    System.DateTimeOffset,
    TechTransfer.Kernel.Problems.Outcome<TechTransfer.Kernel.Decisions.Change<TechTransfer.RewardCalculation.Claims.Claim>>
>;

namespace TechTransfer.RewardCalculation.Tests.Claims;

/// <summary>
/// Compares <c>docs/claims.md</c> with the decisions: tries every action in every status by every caller. <c>TECHTRANSFER_REWRITE_DOCS=1
/// dotnet test tests/RewardCalculation.Tests --filter ClaimsPage</c> writes the page.
/// </summary>
public sealed class ClaimsPage
{
    private static readonly Policy Policy = Given.Policy();
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Published;
    private static readonly Caller FinanceC = Given.FinanceA with { Subject = "finance-c" };
    private static readonly DateTimeOffset Later = Given.Now.AddDays(12);

    private static readonly Entitled Entitled = new()
    {
        Id = "e1",
        Version = 1,
        PolicyId = Policy.Id,
        PolicyVersion = 1,
        Year = 2026,
        Role = BeneficiaryRole.Seller,
        Beneficiary = new(Given.Office.Organisation!, Given.NameOf(Given.Office)),
        Base = Yuan.Of(1_200_000),
        Amount = Yuan.Of(12_000),
        Explanation = [],
        Contracts = 1,
        ContractNumbers = ["5001062026000001"],
    };

    private static readonly ClaimCover Cover = new(Entitled, Entitled.Amount);

    private static readonly (string Name, Caller Caller)[] People =
    [
        ("claimant", Given.Office),
        ("finance who checked and rejected", Given.FinanceA),
        ("finance who settled", Given.FinanceB),
        ("another finance officer", FinanceC),
        ("auditor", Given.Auditor),
        ("another organisation", Given.Company),
    ];

    private static readonly BankAccount Account = new() { Number = "6222021234567890", Bank = "重庆农商行大学城支行" };

    // Each action with a valid body, so that only the status and the caller decide whether it is refused.
    private static readonly (LifeAction<OpenClaim, ClaimStatus> Action, Decision Decide)[] Actions =
    [
        (
            ClaimLifeCycle.Evidence,
            (s, c, now) =>
                UploadEvidence.Decide(
                    s with
                    {
                        Evidence = [new("audit", "a.pdf", Ids.Sha256("paper"))],
                    },
                    Ids.Sha256("paper"),
                    DocumentType.Pdf,
                    1_000,
                    c,
                    now
                )
        ),
        (ClaimLifeCycle.Check, (s, c, now) => Check.Decide(s, new(), Cover, c, now)),
        (ClaimLifeCycle.Reject, (s, c, now) => Reject.Decide(s, new("材料不实。"), c, now)),
        (ClaimLifeCycle.Withdraw, Withdraw.Decide),
        (ClaimLifeCycle.ChangeAccount, (s, c, now) => ChangeAccount.Decide(s, new(Account), c, now)),
        (ClaimLifeCycle.Settle, (s, c, now) => SettleClaim.Decide(s, Policy, Cover, Collected(s), c, now)),
        (ClaimLifeCycle.Publish, (s, c, now) => OpenNotice.Decide(s, Calendar, c, now)),
        (
            ClaimLifeCycle.Object,
            (s, c, now) =>
                ObjectToNotice.Decide(
                    s,
                    new("金额有误。"),
                    Calendar,
                    c,
                    s.Notice is { } notice && notice.From == Given.Now.ChinaDate() ? Given.Now.AddDays(1) : now
                )
        ),
        (ClaimLifeCycle.Resolve, (s, c, now) => ResolveObjections.Decide(s, new(ObjectionOutcome.Dismissed, "不属实。"), Calendar, c, now)),
        (ClaimLifeCycle.Approve, (s, c, now) => Approve.Decide(s, Cover, Calendar, c, now)),
        (ClaimLifeCycle.Pay, (s, c, now) => Pay.Decide(s, new(now.ChinaDate(), "0001"), Cover, c, now)),
        (ClaimLifeCycle.FailPayment, (s, c, now) => FailPayment.Decide(s, new("账号不符。"), c, now)),
        (ClaimLifeCycle.Repay, (s, c, now) => Repay.Decide(s, new(now.ChinaDate(), "0002"), c, now)),
        (ClaimLifeCycle.Appeal, (s, c, now) => AppealRejection.Decide(s, new("材料属实。"), c, now)),
        (ClaimLifeCycle.DecideAppeal, (s, c, now) => DecideAppeal.Decide(s, new(AppealOutcome.Upheld, "原审核有误。"), c, now)),
    ];

    [Fact]
    public void The_page_says_what_the_decisions_do()
    {
        var path = Repository.PathOf("docs", "claims.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("TECHTRANSFER_REWRITE_DOCS") == "1")
            File.WriteAllText(path, page);

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), page);
    }

    [Fact]
    public void Every_action_of_the_table_has_its_route_and_every_route_its_action()
    {
        string[] routes =
        [
            .. Functions()
                .Select(f => f.Route)
                .Where(r =>
                    r.StartsWith("claims/{id}/", StringComparison.Ordinal)
                    && !r.Contains("history", StringComparison.Ordinal)
                    && !r.Contains("sha256", StringComparison.Ordinal)
                )
                .Select(r => r.Split('/')[2])
                .Order(StringComparer.Ordinal),
        ];

        Assert.Equal(ClaimLifeCycle.All.Select(a => a.Name).Order(StringComparer.Ordinal), routes);
        Assert.Equal(ClaimLifeCycle.All, Actions.Select(a => a.Action));
    }

    [Fact]
    public void Whatever_the_table_does_not_allow_is_refused_and_nothing_else_changes()
    {
        foreach (var status in Enum.GetValues<ClaimStatus>())
        {
            foreach (var (action, decide) in Actions)
            {
                foreach (var (_, caller) in People)
                {
                    var outcome = decide(In(status), caller, Later);
                    if (!action.From.Contains(status))
                        Assert.NotNull(outcome.Problem);
                    else if (outcome.Problem is null)
                    {
                        var isActor =
                            action.By == ClaimLifeCycle.Others
                            || (action.By == ClaimLifeCycle.Claimant ? caller == Given.Office : caller.Is(Role.Finance));
                        Assert.True(isActor && action.To.Contains(outcome.Value.State.Status), $"{action.Name} {status} {caller.Subject}");
                    }
                }
            }
        }
    }

    [Fact]
    public void An_action_is_listed_as_allowed_exactly_where_its_decision_refuses_neither_status_nor_person()
    {
        foreach (var (claim, now) in Enum.GetValues<ClaimStatus>().SelectMany(s => new[] { (In(s), Given.Now.AddDays(1)), (In(s), Later) }))
        {
            foreach (var (person, caller) in People.Where(p => ClaimSetup.MaySee(claim, p.Caller)))
            {
                var listed = ClaimLifeCycle.ActionsFor(new(claim, Calendar, now.ChinaDate()), caller);
                foreach (var (action, decide) in Actions)
                {
                    // Their decisions set the clock forward or back, to show every step on the page.
                    if (action == ClaimLifeCycle.Object)
                        continue;
                    var isAllowed = MayCall(action, caller);
                    var problem = isAllowed ? decide(claim, caller, now).Problem : null;
                    var isRefused = !isAllowed || problem?.Kind.Status is 403 or 404 or 409;
                    var one = listed.SingleOrDefault(a => a.Name == action.Name);
                    Assert.True(isRefused != (one is { Allowed: true }), $"{action.Name} {claim.Status} {person}: {problem?.Kind.Code}");
                    if (one?.Code is { } code)
                        Assert.Equal(problem?.Kind.Code, code);
                }
            }
        }
    }

    [Fact]
    public void The_line_of_a_claim_in_every_list_names_the_actions_that_its_answer_allows()
    {
        foreach (var (claim, now) in Enum.GetValues<ClaimStatus>().SelectMany(s => new[] { (In(s), Given.Now.AddDays(1)), (In(s), Later) }))
        {
            var today = now.ChinaDate();
            var lines = ClaimLists.Of(claim, Calendar).Select(e => e.Summary).OfType<ClaimSummary>().ToArray();
            Assert.NotEmpty(lines);
            foreach (var (person, caller) in People.Where(p => ClaimSetup.MaySee(claim, p.Caller)))
            {
                var allowed = ClaimLifeCycle.ActionsFor(new(claim, Calendar, today), caller).Where(a => a.Allowed).Select(a => a.Name);
                foreach (var line in lines.Select(l => Json.Read<ClaimSummary>(Json.Write(l)).For(caller, today)))
                {
                    Assert.True(allowed.SequenceEqual(line.Actions!), $"{claim.Status} {person}: {string.Join(' ', line.Actions!)}");
                    Assert.Null(line.ListedActions);
                }
            }
        }
    }

    [Fact]
    public void A_claim_says_who_must_act_next_and_why_not_yet()
    {
        var onNotice = In(ClaimStatus.OnNotice);
        IReadOnlyList<ActionView> List(Claim claim, Caller caller, DateTimeOffset now) =>
            ClaimLifeCycle.ActionsFor(new(claim, Calendar, now.ChinaDate()), caller);

        Assert.Equal(
            "a finance officer",
            List(In(ClaimStatus.Submitted), Given.Office, Given.Now).Single(a => a.Name == "check").WaitsFor?.En
        );
        Assert.Equal("notice_running", List(onNotice, FinanceC, Given.Now).Single(a => a.Name == "approve").Code);
        Assert.Equal("another finance officer", List(onNotice, Given.FinanceA, Later).Single(a => a.Name == "approve").WaitsFor?.En);
        Assert.Equal(
            "settlement_needed",
            List(In(ClaimStatus.Checked) with { NeedsRun = true }, Given.FinanceB, Given.Now).Single(a => a.Name == "settle").Code
        );
    }

    [Fact]
    public void Each_listed_action_names_a_route_of_the_api() =>
        Assert.Empty(
            Enum.GetValues<ClaimStatus>()
                .SelectMany(
                    s => People,
                    (s, p) => ClaimLifeCycle.ActionsFor(new(In(s) with { Id = "{id}" }, Calendar, Given.Now.ChinaDate()), p.Caller)
                )
                .SelectMany(actions => actions)
                .Select(a => a.Path["/api/".Length..])
                .Except(Functions().Select(f => f.Route))
        );

    /// <summary>A claim in this status, brought there by the decisions: finance-a checked and rejected it, finance-b settled it.</summary>
    internal static Claim In(ClaimStatus status)
    {
        var now = Given.Now;
        var filed = FileClaim
            .Decide(
                "claim",
                new()
                {
                    EntitlementId = "e1",
                    Version = 1,
                    BankAccount = Account,
                },
                Entitled,
                Policy,
                new(Yuan.Zero, new Dictionary<string, IReadOnlyDictionary<string, long>>()),
                new HashSet<string>(),
                Given.Office,
                now
            )
            .Value.State with
        {
            Claimed = Entitled.Amount,
            Booking = Booking.None,
        };
        Claim Checked() => Check.Decide(filed, new(), Cover, Given.FinanceA, now).Value.State;
        Claim Settled() =>
            SettleClaim.Decide(Checked(), Policy, Cover, Collected(Checked()), Given.FinanceB, now).Value.State with
            {
                Booking = Booking.None,
            };
        Claim OnNotice() => OpenNotice.Decide(Settled(), Calendar, Given.FinanceB, now).Value.State;
        Claim Approved() => Approve.Decide(OnNotice(), Cover, Calendar, FinanceC, Later).Value.State;
        Claim Paid() => Pay.Decide(Approved(), new(Later.ChinaDate(), "0001"), Cover, Given.FinanceA, Later).Value.State;
        Claim Rejected() => Reject.Decide(filed, new("材料不实。"), Given.FinanceA, now).Value.State with { Booking = Booking.None };
        return status switch
        {
            ClaimStatus.Submitted => filed,
            ClaimStatus.Checked => Checked(),
            ClaimStatus.Settled => Settled(),
            ClaimStatus.OnNotice => OnNotice(),
            ClaimStatus.Objected => ObjectToNotice.Decide(OnNotice(), new("金额有误。"), Calendar, Given.Company, now).Value.State,
            ClaimStatus.Approved => Approved(),
            ClaimStatus.Paid => Paid(),
            ClaimStatus.PayFailed => FailPayment.Decide(Approved(), new("账号不符。"), Given.FinanceA, Later).Value.State,
            ClaimStatus.Rejected => Rejected(),
            ClaimStatus.Appealed => AppealRejection.Decide(Rejected(), new("材料属实。"), Given.Office, now).Value.State with
            {
                Booking = Booking.None,
            },
            ClaimStatus.Withdrawn => Withdraw.Decide(filed, Given.Office, now).Value.State with { Booking = Booking.None },
            ClaimStatus.ClawedBack => FollowEntitlement
                .Decide(Paid(), Yuan.Zero, new("contractCancelled", new("合同注销。", "The contract was cancelled."), 2, 2), Later)!
                .State with
            {
                Booking = Booking.None,
            },
        };
    }

    private static CollectedClaim Collected(Claim claim) =>
        new(
            claim.Id,
            claim.Beneficiary,
            claim.Role,
            claim.Claimed,
            claim.Filed.At.ChinaDate(),
            claim.Filed.At.ChinaDate(),
            0,
            1,
            new Dictionary<string, long>(),
            new Dictionary<string, string>()
        );

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # The life of a reward claim

            What each action does in each state, by who does it: the next state, or the code of the problem that stands against it. `·`
            is `not_allowed` (the role has no such action), `–` is `not_found` (to this caller the claim does not exist). A test
            (`ClaimsPage`) runs every decision and fails when this page says something else; `TECHTRANSFER_REWRITE_DOCS=1 dotnet test
            tests/RewardCalculation.Tests --filter ClaimsPage` writes it again. The table itself is
            `functions/RewardCalculation/Claims/ClaimLifeCycle.cs`.

            ## Rules behind the table

            * **Filing.** Without an application (免申即享) a claim is one confirming call: entitlement, its version, a bank account. A
              policy with a yearly call takes applications on the days it names; earlier and later ones are refused with the dates. The
              claim pins the entitlement's version and copies its award. It takes what other claims on the same entitlement leave: money
              that comes later makes a supplement. An application names contracts of the organisation, but takes the whole: tiers, caps
              and growth are the year's and not a contract's, and a reduction applies to the entitlement. Policies of an exclusive
              group shut each other out per organisation and year. Attachments that a policy asks for are announced with their hashes
              and uploaded before the check. Figure and group are decided by accounts that are booked right after the filing, so that
              two claims at once cannot take the same money.
            * **The explanation** begins with that of the entitlement, and its last step has the figure that the claim shows: what other
              claims take when it is a supplement (`claimed_before`), the settlement's cuts, and each reduction with day, reason, the
              amount before and after (`reduced` before the decision, `clawed_back` after it). Base, number and list of contracts follow
              a reduction, so that the public notice and the certificate say the same.
            * **The account** must be the beneficiary's own. Its number and holder are kept encrypted, apart from claim and history;
              only finance sees them whole.
            * **Settlement.** The claims of a policy year are settled together (`POST /settlements`). A policy without budget, ranking
              and shared cap may settle a claim alone (`settle`, then `publish`). Closing a run fixes its set and gives every claim its
              final amount; a claim that comes to nothing is rejected with the reason. A budget `byDate` serves claims by the instant of
              filing, to the second and below; the reason says when the claim was filed and what was left when its turn came.
            * **Public notice** runs at least five working days; the day of its opening does not count. In a year without a published
              arrangement of holidays its end is provisional and is counted again. Anyone signed in, except the claimant, may object while it
              runs; it then stops. Dismissed, it runs on for the working days that were left when the first open objection came, at least one; upheld,
              the claim is rejected. An hourly timer records the end; reading and approving go by the date.
            * **Two persons.** Who checked or settled does not approve; who checked does not resolve objections; who rejected does not
              decide the appeal.
            * **Payment** goes out all at once or in the policy's parts. One that failed is paid again, to another account if the
              claimant names one.
            * **Claw-back.** When the entitlement is reduced (a contract changed, cancelled or revoked, money refunded), a claim that is
              not decided takes less, or is rejected when nothing is left, and a running notice stops; a decided reward is reduced for
              the causes that its policy names, and what was paid beyond it is to be repaid. No step towards a payment is taken while a
              reduction is known and the claim has not followed it yet. A new version of a policy takes nothing back that was decided.
            * **Appeal** against a rejection, once per claim. Upheld, the claim is examined from its beginning. The notice and the view of
              a rejected claim name the reason, the basis and the remedies, which the policy states (`process.remedy`).

            """.ReplaceLineEndings("\n")
        );
        page.Append("\n## Actions\n\n| action | by | possible when | leads to |\n|---|---|---|---|\n");
        foreach (var action in ClaimLifeCycle.All)
        {
            page.Append("| ")
                .Append(action.Name)
                .Append(" | ")
                .Append(action.By.Name.En)
                .Append(" | ")
                .AppendJoin(", ", action.From.Select(Word))
                .Append(" | ")
                .AppendJoin(", ", action.To.Select(Word))
                .Append(" |\n");
        }
        foreach (var status in Enum.GetValues<ClaimStatus>())
        {
            page.Append("\n## ")
                .Append(Word(status))
                .Append("\n\n| action | ")
                .AppendJoin(" | ", People.Select(p => p.Name))
                .Append(" |\n|---|")
                .Append(string.Concat(People.Select(_ => "---|")))
                .Append('\n');
            foreach (var (action, decide) in Actions)
                page.Append("| ")
                    .Append(action.Name)
                    .Append(" | ")
                    .AppendJoin(" | ", People.Select(p => Cell(action, decide, In(status), p.Caller)))
                    .Append(" |\n");
        }
        return page.ToString();
    }

    // The checks in the order of an HTTP call: role, visibility of the claim, decision.
    private static string Cell(LifeAction<OpenClaim, ClaimStatus> action, Decision decide, Claim claim, Caller caller)
    {
        if (!MayCall(action, caller))
            return "·";
        var maySee = action == ClaimLifeCycle.Object ? ClaimSetup.Objections.MaySee : ClaimSetup.MaySee;
        if (!maySee(claim, caller))
            return "–";
        var outcome = decide(claim, caller, Later);
        return outcome.Problem is { } problem ? $"`{problem.Kind.Code}`" : $"**{Word(outcome.Value.State.Status)}**";
    }

    private static bool MayCall(LifeAction<OpenClaim, ClaimStatus> action, Caller caller)
    {
        var roles = Functions().Single(f => f.Route == $"claims/{{id}}/{action.Name}").Info.GetCustomAttribute<AllowedAttribute>()!.Roles;
        return roles.Count == 0 || roles.Any(caller.Is);
    }

    private static string Word(ClaimStatus status) => Json.Write(status).Trim('"');

    private static IEnumerable<(string Route, MethodInfo Info)> Functions() =>
        from type in typeof(Claim).Assembly.GetTypes()
        from method in type.GetMethods()
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
        where trigger is not null
        select (trigger.Route!, method);
}
