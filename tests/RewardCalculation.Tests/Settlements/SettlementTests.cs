using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Settlements;
using TechTransfer.RewardCalculation.Tests.Claims;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing.Apps;
using static TechTransfer.RewardCalculation.Tests.Claims.ClaimApp;

namespace TechTransfer.RewardCalculation.Tests.Settlements;

public sealed class SettlementTests
{
    private static readonly Policy Limited = Given.Policy() with { Budget = new(Yuan.Of(100_000), "第九条") { Cut = BudgetCut.ProRata } };
    private static readonly JsonObject Year2026 = new() { ["policyId"] = Given.PolicyId, ["year"] = 2026 };

    [Fact]
    public async Task A_policy_year_is_settled_within_its_budget_and_loses_no_fen()
    {
        var app = await NewAsync(null, Limited);
        decimal[] amounts = [60_000, 50_000.01m, 40_000];
        await CheckedAsync(app, amounts);
        Assert.Equal("settlement_needed", (await app.NowAsync(Given.FinanceA, "settle", await FirstAsync(app))).Code);

        var run = await SettledAsync(app);
        Assert.Equal(
            ("ready", 3, 150_000.01m, 100_000m),
            (
                run.State,
                (int)run.Json!["totals"]!["claims"]!,
                (decimal)run.Json["totals"]!["claimed"]!,
                (decimal)run.Json["totals"]!["amount"]!
            )
        );
        var lines = run.Json["lines"]!.AsArray();
        Assert.Equal(100_000m, lines.Sum(l => (decimal)l!["amount"]!));
        Assert.All(lines, l => Assert.Equal("budget_pro_rata", (string)l!["steps"]!.AsArray()[^1]!["code"]!));
        // The claims are not changed before the run is closed.
        Assert.Equal(3, (await app.ListAsync(Given.FinanceA, "status=checked")).Json!["items"]!.AsArray().Count);

        run = await DoneAsync(app, Ok(await app.RunAsync(Given.FinanceA, "close", run.Id, run.Tag)));
        Assert.Equal(("closed", 100_000m, 0), (run.State, run.Money("settledSum"), (int)run.Json!["dropped"]!));
        run = await DoneAsync(app, Ok(await app.RunAsync(Given.FinanceB, "publish", run.Id, run.Tag)));
        Assert.Equal(("published", 3), (run.State, (int)run.Json!["noticesOpened"]!));
        Assert.Equal(100_000m, (await app.NoticesAsync()).Json!["items"]!.AsArray().Sum(n => (decimal)n!["amount"]!));

        // The approver must be neither the person who checked the claim nor the one who closed the run.
        app.Time.Now += TimeSpan.FromDays(12);
        var first = await FirstAsync(app);
        Assert.Equal("two_person_rule", (await app.NowAsync(Given.FinanceA, "approve", first)).Code);
        Ok(await app.NowAsync(Given.FinanceB, "approve", first));
    }

    [Fact]
    public async Task A_second_run_on_the_same_claims_gives_the_same_figures()
    {
        var app = await NewAsync(null, Limited);
        await CheckedAsync(app, [33_333.33m, 66_666.67m, 12_345.67m, 0.01m, 99_999.99m]);
        var (first, second) = (await SettledAsync(app), await SettledAsync(app));

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(first.Json!["lines"]!.ToJsonString(), second.Json!["lines"]!.ToJsonString());
        Assert.Equal(first.Json["totals"]!.ToJsonString(), second.Json["totals"]!.ToJsonString());
        var compared = Ok(await app.CompareAsync(Given.Auditor, second.Id, $"against={first.Id}"));
        Assert.Empty(compared.Json!["items"]!.AsArray());
        Assert.Equal(2, (await app.ListRunsAsync(Given.FinanceA, $"policy={Given.PolicyId}&year=2026")).Json!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_difference_report_names_what_came_went_and_changed()
    {
        var app = await NewAsync(null, Limited);
        var claims = await CheckedAsync(app, [60_000, 50_000, 40_000]);
        var first = await SettledAsync(app);
        Ok(await app.NowAsync(Given.Organisation(2), "withdraw", claims[2]));
        var late = (await CheckedAsync(app, [5_000], from: 10))[0];
        var second = await SettledAsync(app);

        var compared = Ok(await app.CompareAsync(Given.FinanceA, second.Id, $"against={first.Id}&limit=2")).Json!;
        var rest = Ok(await app.CompareAsync(Given.FinanceA, second.Id, $"against={first.Id}&limit=2&cursor={compared["cursor"]}")).Json!;
        var items = compared["items"]!
            .AsArray()
            .Concat(rest["items"]!.AsArray())
            .ToDictionary(i => (string)i!["claimId"]!, i => ((decimal?)i!["before"], (decimal?)i["after"]));
        Assert.Null((string?)rest["cursor"]);
        Assert.Equal(claims.Append(late).Order(StringComparer.Ordinal), items.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((null, 4_347.83m), items[late]);
        Assert.Null(items[claims[2]].Item2);
        Assert.Equal(100_000m, items.Values.Sum(i => i.Item2 ?? 0));
        Assert.Equal("malformed_query", (await app.CompareAsync(Given.FinanceA, second.Id, "against=nothing")).Code);
    }

    [Fact]
    public async Task Closing_fixes_the_set_and_later_claims_go_to_the_next_run_with_what_the_budget_has_left()
    {
        var app = await NewAsync(null, Limited);
        var claims = await CheckedAsync(app, [60_000, 20_000]);
        var run = await SettledAsync(app);
        var late = (await CheckedAsync(app, [50_000], from: 10))[0];
        // A claim that is withdrawn after the calculation is left out, and its amount stays in the budget.
        Ok(await app.NowAsync(Given.Organisation(1), "withdraw", claims[1]));
        run = await DoneAsync(app, Ok(await app.RunAsync(Given.FinanceA, "close", run.Id, run.Tag)));
        Assert.Equal(("closed", 60_000m, 1), (run.State, run.Money("settledSum"), (int)run.Json!["dropped"]!));
        Assert.Equal("checked", (await app.GetAsync(Given.FinanceA, late)).State);

        var next = await SettledAsync(app);
        Assert.Equal(40_000m, next.Money("budgetLeft"));
        Assert.Equal([(late, 40_000m)], next.Json!["lines"]!.AsArray().Select(l => ((string)l!["claimId"]!, (decimal)l["amount"]!)));
    }

    [Fact]
    public async Task Settlement_run_that_a_later_one_overtook_is_not_closed()
    {
        var app = await NewAsync(null, Limited);
        await CheckedAsync(app, [60_000, 50_000]);
        var (first, second) = (await SettledAsync(app), await SettledAsync(app));
        // Both runs pass the first check; the budget's account decides which of them may spend it.
        var (a, b) = (
            Ok(await app.RunAsync(Given.FinanceA, "close", first.Id, first.Tag)),
            Ok(await app.RunAsync(Given.FinanceB, "close", second.Id, second.Tag))
        );
        await app.DrainAsync();

        var states = new[] { (await app.GetRunAsync(Given.FinanceA, a.Id)).State, (await app.GetRunAsync(Given.FinanceA, b.Id)).State };
        Assert.Equal(["closed", "stale"], states.Order(StringComparer.Ordinal));
        Assert.Equal(100_000m, (await SumOfSettledAsync(app)));
        var third = await SettledAsync(app);
        Assert.Equal("no_claims_to_settle", (await app.RunAsync(Given.FinanceA, "close", third.Id, third.Tag)).Code);
        Assert.Equal(
            "wrong_state",
            (
                await app.RunAsync(
                    Given.FinanceA,
                    "publish",
                    states[0] == "stale" ? a.Id : b.Id,
                    states[0] == "stale"
                        ? (await app.GetRunAsync(Given.FinanceA, a.Id)).Tag
                        : (await app.GetRunAsync(Given.FinanceA, b.Id)).Tag
                )
            ).Code
        );
    }

    [Fact]
    public async Task Publishing_an_open_run_closes_it_first_and_closing_it_then_changes_nothing()
    {
        var app = await NewAsync(null, Limited);
        await CheckedAsync(app, [60_000]);
        var run = await SettledAsync(app);
        run = await DoneAsync(app, Ok(await app.RunAsync(Given.FinanceA, "publish", run.Id, run.Tag)));
        Assert.Equal(("published", 60_000m), (run.State, run.Money("settledSum")));
        Assert.Equal("published", Ok(await app.RunAsync(Given.FinanceA, "close", run.Id, run.Tag)).State);
        Assert.Single((await app.NoticesAsync()).Json!["items"]!.AsArray());
    }

    [Fact]
    public async Task What_a_claim_gives_back_after_the_closing_is_in_the_budget_again()
    {
        var app = await NewAsync(null, Limited);
        var claims = await CheckedAsync(app, [60_000, 40_000]);
        var run = await SettledAsync(app);
        await DoneAsync(app, Ok(await app.RunAsync(Given.FinanceA, "close", run.Id, run.Tag)));
        Ok(await app.NowAsync(Given.FinanceA, "reject", claims[0], Given.Reason()));
        await app.ReduceAsync(Given.Organisation(1), 30_000);

        Assert.Equal(70_000m, (await SettledAsync(app)).Money("budgetLeft"));
        // A rejected claim that is appealed successfully is settled again, and counts only once.
        Ok(await app.NowAsync(Given.Organisation(0), "appeal", claims[0], new JsonObject { ["ground"] = "属实" }));
        Ok(await app.NowAsync(Given.FinanceB, "decideAppeal", claims[0], new JsonObject { ["outcome"] = "upheld", ["remarks"] = "属实" }));
        Ok(await app.NowAsync(Given.FinanceB, "check", claims[0]));
        var next = await SettledAsync(app);
        await DoneAsync(app, Ok(await app.RunAsync(Given.FinanceA, "close", next.Id, next.Tag)));
        Assert.Equal(10_000m, (await SettledAsync(app)).Money("budgetLeft"));
    }

    [Fact]
    public async Task A_claim_that_comes_to_nothing_is_rejected_with_the_reason()
    {
        var app = await NewAsync(null, Limited with { MinimumPayout = new(Yuan.Of(1_000), "第六条") });
        var claims = await CheckedAsync(app, [60_000, 500]);
        var run = await SettledAsync(app);
        run = await DoneAsync(app, Ok(await app.RunAsync(Given.FinanceA, "close", run.Id, run.Tag)));

        var rejected = await app.GetAsync(Given.FinanceA, claims[1]);
        Assert.Equal("rejected", rejected.State);
        Assert.Contains("1,000.00", (string)rejected.Json!["rejection"]!["reason"]!["zh"]!, StringComparison.Ordinal);
        Assert.Equal(1, (int)run.Json!["totals"]!["zero"]!);
    }

    [Fact]
    public async Task Organisations_share_a_programmes_cap_over_its_policies()
    {
        var programme = new Programme("science-city", "第三条") { CapPerOrganisation = Yuan.Of(70_000) };
        var app = await NewAsync(null, Given.Policy() with { Programme = programme }, Given.Policy("other") with { Programme = programme });
        await CheckedAsync(app, [60_000]);
        var run = await SettledAsync(app);
        await DoneAsync(app, Ok(await app.RunAsync(Given.FinanceA, "close", run.Id, run.Tag)));

        var claim = Ok(await app.FileAsync(Given.Organisation(0), app.Entitle(Given.Organisation(0), 30_000, "other")), 201);
        Ok(await app.ActAsync(Given.FinanceA, "check", claim));
        Assert.Equal("settlement_needed", (await app.NowAsync(Given.FinanceA, "settle", claim.Id)).Code);
        var other = await SettledAsync(app, "other");
        Assert.Equal(10_000m, (decimal)other.Json!["totals"]!["amount"]!);
    }

    [Fact]
    public async Task The_payment_file_comes_as_csv_and_as_a_workbook_and_runs_no_formula()
    {
        var app = await NewAsync(null, Limited);
        var claims = await CheckedAsync(app, [60_000, 50_000], name: "=HYPERLINK(\"http://x\")");
        var run = await SettledAsync(app);

        var csv = Encoding.UTF8.GetString((await app.GetRunAsync(Given.FinanceA, run.Id, "format=csv")).Bytes);
        var rows = csv.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, rows.Length);
        Assert.Contains("户名,账号,开户行", rows[0], StringComparison.Ordinal);
        Assert.All(rows[1..], r => Assert.Contains("'=HYPERLINK", r, StringComparison.Ordinal));
        Assert.All(rows[1..], r => Assert.Contains("6222021234567890", r, StringComparison.Ordinal));
        Assert.Contains("54545.45", csv, StringComparison.Ordinal);
        var masked = Encoding.UTF8.GetString((await app.GetRunAsync(Given.Auditor, run.Id, "format=csv")).Bytes);
        Assert.DoesNotContain("6222021234567890", masked, StringComparison.Ordinal);

        using var package = new ZipArchive(new MemoryStream((await app.GetRunAsync(Given.FinanceA, run.Id, "format=xlsx")).Bytes));
        using var sheet = new StreamReader(package.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var xml = await sheet.ReadToEndAsync();
        Assert.Contains(
            "&apos;=HYPERLINK",
            xml.Replace("'=HYPERLINK", "&apos;=HYPERLINK", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("<x:f>", xml, StringComparison.Ordinal);
        foreach (var id in claims)
            Assert.Contains(id, xml, StringComparison.Ordinal);
        Assert.Contains("<x:v>54545.45</x:v>", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_are_read_page_by_page()
    {
        var app = await NewAsync(null, Limited);
        var claims = await CheckedAsync(app, [.. Enumerable.Range(1, 7).Select(i => 1_000m * i)]);
        var run = await SettledAsync(app);
        var (read, cursor) = (new List<string>(), "");
        do
        {
            var page = Ok(await app.GetRunAsync(Given.FinanceA, run.Id, $"limit=3{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}")).Json!;
            read.AddRange(page["lines"]!.AsArray().Select(l => (string)l!["claimId"]!));
            cursor = (string?)page["cursor"] ?? "";
        } while (cursor.Length > 0);
        Assert.Equal(claims.Order(StringComparer.Ordinal), read);
        Assert.Equal("malformed_cursor", (await app.GetRunAsync(Given.FinanceA, run.Id, "cursor=a/b")).Code);
        Assert.Equal("malformed_query", (await app.GetRunAsync(Given.FinanceA, run.Id, "format=pdf")).Code);
        Assert.Equal(404, (await app.GetRunAsync(Given.FinanceA, "nothing")).Status);
    }

    [Theory]
    [InlineData("""{ "policyId": "nothing", "year": 2026 }""", "policy_not_found", "policyId")]
    [InlineData("""{ "policyId": "test-seller", "year": 2024 }""", "policy_not_in_force", "year")]
    [InlineData("""{ "policyId": "test-seller", "year": 1 }""", "invalid_value", "year")]
    [InlineData("""{ "policyId": "test-seller" }""", "malformed_body", "year")]
    [InlineData("""{ "policyId": "test-seller", "year": "2026" }""", "malformed_body", "year")]
    [InlineData("""{ "policyId": "test-seller", "year": 2026, "budget": 1 }""", "malformed_body", "budget")]
    public async Task A_wrong_start_is_refused(string body, string code, string path)
    {
        var reply = await (await NewAsync()).SettleAsync(Given.FinanceA, JsonNode.Parse(body)!);
        Assert.Equal((code, path), (reply.Code, reply.Path));
    }

    [Fact]
    public async Task An_empty_year_is_worked_out_and_there_is_nothing_to_close()
    {
        var app = await NewAsync();
        var run = await SettledAsync(app);
        Assert.Equal(("ready", 0), (run.State, (int)run.Json!["totals"]!["claims"]!));
        Assert.Equal("no_claims_to_settle", (await app.RunAsync(Given.FinanceA, "close", run.Id, run.Tag)).Code);
    }

    [Fact]
    public async Task A_run_under_way_is_neither_closed_nor_read_as_a_file()
    {
        var app = await NewAsync();
        await CheckedAsync(app, [1_000]);
        var run = Ok(await app.SettleAsync(Given.FinanceA, Year2026.DeepClone()), 201);
        Assert.Equal("settlement_running", (await app.RunAsync(Given.FinanceA, "close", run.Id, run.Tag)).Code);
        Assert.Equal("settlement_running", (await app.GetRunAsync(Given.FinanceA, run.Id, "format=csv")).Code);
        Assert.Equal("wrong_state", (await app.RunAsync(Given.FinanceA, "resume", run.Id, run.Tag)).Code);
        Assert.Null(await StalledSinceAsync());
        var begun = app.Time.Now;
        app.Time.Now += Stall.After + TimeSpan.FromSeconds(1);
        Assert.Equal(begun, await StalledSinceAsync());
        Assert.Equal(1, await app.Of<StepRunner<SettlementRun>>().ResumeStalledAsync(default));
        // A resumption alone is no progress.
        Assert.Equal(begun, await StalledSinceAsync());
        Assert.Equal("ready", (await DoneAsync(app, run)).State);
        app.Time.Now += Stall.After + TimeSpan.FromSeconds(1);
        Assert.Null(await StalledSinceAsync());

        async Task<DateTimeOffset?> StalledSinceAsync() =>
            (DateTimeOffset?)(await app.GetRunAsync(Given.FinanceA, run.Id)).Json!["stalledSince"];
    }

    [Theory]
    // Columns: amounts spent by year, year to settle, expected remainder. The budget is 100 a year from 2025 on and carries over.
    [InlineData("", 2025, 100)]
    [InlineData("", 2026, 200)]
    [InlineData("2025:60", 2026, 140)]
    [InlineData("2025:60", 2025, 40)]
    // Of the 130 spent in 2026, 30 come from the carried-over budget of 2025, so 2025 has only 70 left.
    [InlineData("2026:130", 2025, 70)]
    [InlineData("2025:60 2026:130", 2025, 10)]
    [InlineData("2025:60 2026:140", 2026, 0)]
    [InlineData("2025:60 2026:140", 2027, 100)]
    public void A_budget_that_carries_over_is_never_spent_twice(string spent, int year, int left)
    {
        var policy = Given.Policy() with { Budget = new(Yuan.Of(100), "第九条") { CarryOver = true } };
        var sums = spent
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(s => s.Split(':'))
            .ToDictionary(s => $"spent.{s[0]}", s => long.Parse(s[1], CultureInfo.InvariantCulture) * 100);
        Assert.Equal(Yuan.Of(left), Budgets.Left(new([policy]), policy, year, sums));
    }

    /// <summary>
    /// Files and checks a claim of a different organisation for each amount, numbered from <paramref name="from"/>; returns the claims'
    /// ids.
    /// </summary>
    internal static async Task<string[]> CheckedAsync(ClaimApp app, IReadOnlyList<decimal> amounts, int from = 0, string? name = null)
    {
        var ids = new List<string>();
        for (var i = 0; i < amounts.Count; i++)
        {
            var entitled = app.Entitle(Given.Organisation(from + i), amounts[i]);
            if (name is not null)
                entitled = app.Entitlements[entitled.Id] = entitled with { Beneficiary = entitled.Beneficiary with { Name = name } };
            var claim = Ok(await app.FileAsync(Given.Organisation(from + i), entitled), 201);
            Ok(await app.ActAsync(Given.FinanceA, "check", claim));
            ids.Add(claim.Id);
        }
        return [.. ids];
    }

    internal static async Task<Reply> SettledAsync(ClaimApp app, string policy = Given.PolicyId)
    {
        var run = Ok(await app.SettleAsync(Given.FinanceA, new JsonObject { ["policyId"] = policy, ["year"] = 2026 }), 201);
        return await DoneAsync(app, run);
    }

    internal static async Task<Reply> DoneAsync(ClaimApp app, Reply run)
    {
        await app.DrainAsync();
        return Ok(await app.GetRunAsync(Given.FinanceA, run.Id));
    }

    private static async Task<decimal> SumOfSettledAsync(ClaimApp app) =>
        (await app.ListAsync(Given.FinanceA, "status=settled")).Json!["items"]!.AsArray().Sum(i => (decimal)i!["amount"]!);

    private static async Task<string> FirstAsync(ClaimApp app) =>
        (string)(await app.ListAsync(Given.FinanceA, $"policy={Given.PolicyId}&year=2026")).Json!["items"]![0]!["id"]!;
}
