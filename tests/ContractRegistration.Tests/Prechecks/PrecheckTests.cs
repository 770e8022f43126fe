using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel.Findings;
using TechTransfer.Kernel.Money;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Prechecks;

public class PrecheckTests
{
    private static readonly PrecheckRule[] AllRules = [.. Precheck.ShapeRules, .. Precheck.CostLineRules, .. Precheck.ContentRules];

    public static TheoryData<string> Slips => [.. RuleCases.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Slips))]
    public void A_slip_is_found_at_its_place_and_nothing_else_is(string slip)
    {
        var rule = RuleCases.All.Single(c => c.Name == slip);
        var sample = SampleFiles.Contract(rule.Sample, Given.Today);
        var attachments = rule.Attachments(sample);

        var findings = Precheck.Run(rule.Change(Given.Content(sample.Content)), attachments, Given.Rules, Given.Today).Findings;

        (string, string)[] expected = rule.Also is { } also ? [(rule.Code, rule.Path), also] : [(rule.Code, rule.Path)];
        Assert.Equal(expected, findings.Select(f => (f.Code, f.Path)).Distinct());
        Assert.Equal(rule.Severity, findings[0].Severity);
    }

    [Fact]
    public void Every_rule_has_a_case()
    {
        var covered = RuleCases.All.Select(c => c.Code).ToHashSet();

        // The rule behind maybe_no_technology_contract takes its codes from the rule set.
        string[] codes =
        [
            .. AllRules.Select(r => r.Code).Where(code => code != "maybe_no_technology_contract"),
            .. Given.Rules2026.OtherContractHints.Select(h => h.Code),
        ];
        Assert.Equal(codes.Order(), covered.Order());
    }

    [Fact]
    public void Every_rule_of_the_folder_runs_once_under_its_own_code()
    {
        var classes = typeof(PrecheckRule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PrecheckRule))).Select(t => t.Name).Order();

        Assert.Equal(classes, AllRules.Select(r => r.GetType().Name).Order());
        Assert.Equal(AllRules.Length, AllRules.Select(r => r.Code).Distinct().Count());
        Assert.All(AllRules, r => Assert.Matches("^[a-z]+(_[a-z]+)*$", r.Code));
    }

    [Fact]
    public void Every_finding_speaks_both_languages()
    {
        foreach (var rule in RuleCases.All)
        {
            var sample = SampleFiles.Contract(rule.Sample, Given.Today);
            var attachments = rule.Attachments(sample);
            foreach (
                var finding in Precheck.Run(rule.Change(Given.Content(sample.Content)), attachments, Given.Rules, Given.Today).Findings
            )
            {
                Assert.Contains(finding.Message.Zh, c => c is >= '\u4e00' and <= '\u9fff');
                Assert.NotEmpty(finding.Message.En);
                Assert.DoesNotContain("{", finding.Message.En, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_submission_lists_every_error_and_keeps_no_warning_among_them()
    {
        var content = Given.Content("C01") with { Title = "", RelatedParty = true, TechnicalField = "99" };
        var draft = Given.Drafted() with { Content = content };

        var problem = Submit.Decide(draft, Given.ReasonsFor(draft), Given.Filer, Given.Rules, Given.Now).Problem!;

        Assert.Equal("checks_failed", problem.Kind.Code);
        Assert.Equal(["technicalField", "title"], problem.Errors.Select(e => e.Path).Order());
        Assert.Contains("有2处", problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_kept_is_refused_as_a_draft_already()
    {
        var problem = Draft.Decide("x", Given.Content("C01") with { Sellers = [null!] }, Given.Filer, Given.Rules, Given.Now).Problem!;

        Assert.Equal(("checks_failed", "item_missing", "sellers[0]"), (problem.Kind.Code, problem.Errors[0].Code, problem.Errors[0].Path));
    }

    [Fact]
    public void A_draft_may_be_unfinished() =>
        Assert.Null(
            Draft
                .Decide(
                    "x",
                    Given.Content("C01") with
                    {
                        Title = "",
                        Buyers = [],
                        ContractValue = null,
                    },
                    Given.Filer,
                    Given.Rules,
                    Given.Now
                )
                .Problem
        );

    [Fact]
    public void Full_width_brackets_and_blanks_do_not_make_another_seal()
    {
        var content = Given.Content("C01");
        var filed = content with { Sellers = [content.Sellers[0] with { SealName = "缙云理工大学 (虚构)" }] };

        Assert.Empty(Precheck.Run(filed, Given.Drafted().Attachments, Given.Rules, Given.Today).Findings);
    }

    [Fact]
    public void The_preview_of_the_clock_is_that_of_an_acceptance_today()
    {
        var plain = Precheck.Run(Given.Content("C01"), [], Given.Rules, Given.Today).Clock;
        var large = Precheck.Run(Given.Content("C13"), [], Given.Rules, Given.Today).Clock;

        Assert.Equal(Given.Accepted("C01").Clock, plain);
        Assert.Equal(Given.ExpertReview("C13").Clock, large);
    }

    [Fact]
    public void Under_the_old_rules_there_was_no_capital_by_technology()
    {
        var february = new DateOnly(2026, 2, 20);
        var sample = SampleFiles.Contract("C14", february);

        Assert.Equal(
            ["unknown_kind"],
            Precheck.Run(Given.Content(sample.Content), Given.Attachments(sample), Given.Rules, february).Errors.Select(f => f.Code)
        );
    }

    [Fact]
    public void A_wrong_figure_hides_no_other_finding()
    {
        var content = Given.Content("C01");
        content = content with
        {
            Kind = "X9",
            ContractValue = Yuan.Of(-1),
            EffectiveTo = content.EffectiveFrom.AddDays(-1),
            CostLines = [content.CostLines[0] with { Amount = Yuan.Of(800_000_000_000_000), Quantity = 1_000_000_000_000m }],
        };

        var codes = Precheck.Run(content, [], Given.Rules, Given.Today).Findings.Select(f => f.Code).ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                FindingCodes.FigureOutOfRange.Code,
                FindingCodes.UnknownKind.Code,
                FindingCodes.DatesOutOfOrder.Code,
                FindingCodes.AttachmentMissing.Code,
            },
            codes
        );
    }
}
