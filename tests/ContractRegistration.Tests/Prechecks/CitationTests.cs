using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Findings;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Prechecks;

public class CitationTests
{
    private static readonly RuleSet Old = Given.Rules.RuleSets.Pinned("OLD-2000/2001");

    private static IEnumerable<Finding> FindingsOf(RuleCase rule, RuleSet set)
    {
        var sample = SampleFiles.Contract(rule.Sample, Given.Today);
        var attachments = rule.Attachments(sample);
        // Pretend that the rule set is in force today, so that all cases can run under it.
        var rules = Given.Rules with
        {
            RuleSets = RuleSets.Check([set with { From = new(2000, 1, 1), To = null }], Given.Rules.Codes),
        };
        return Precheck.Run(rule.Change(Given.Content(sample.Content)), attachments, rules, Given.Today).Findings;
    }

    [Theory]
    [InlineData("OLD-2000/2001")]
    [InlineData("NEW-2026")]
    public void Every_finding_cites_its_source_and_says_how_sure_it_is(string id)
    {
        // Findings about the shape of a filing, about our fonts and about equal files follow from no legal rule, so they need no citation.
        string[] plain =
        [
            .. Precheck.ShapeRules.Select(r => r.Code),
            FindingCodes.TextUnprintable.Code,
            FindingCodes.SameFileAttached.Code,
        ];
        foreach (var rule in RuleCases.All)
        {
            foreach (var finding in FindingsOf(rule, Given.Rules.RuleSets.Pinned(id)).Where(f => !plain.Contains(f.Code)))
            {
                Assert.True(finding.Citation is { Instrument.Length: > 0 }, $"{finding.Code} at {finding.Path} cites nothing under {id}.");
            }
        }
    }

    [Fact]
    public void The_old_rules_cite_nothing_that_came_after_them() =>
        Assert.All(
            RuleCases.All.SelectMany(r => FindingsOf(r, Old)).Where(f => f.Citation is not null),
            f => Assert.DoesNotContain("2026", f.Citation!.Instrument, StringComparison.Ordinal)
        );

    [Fact]
    public void What_is_known_only_from_the_draft_says_so()
    {
        // For these instruments the final text was not available, so no citation may claim to be verified.
        var cited = RuleCases
            .All.SelectMany(r => FindingsOf(r, Given.Rules2026))
            .Select(f => f.Citation)
            .OfType<Citation>()
            .Where(c => c.Instrument.Contains("2026年3月1日起施行", StringComparison.Ordinal))
            .ToArray();

        Assert.NotEmpty(cited);
        Assert.All(cited, c => Assert.True(c.Confidence is Confidence.Draft or Confidence.Inferred, $"{c}"));
    }

    [Fact]
    public void Every_source_is_of_a_finding_that_can_come_about()
    {
        string[] codes = [.. RuleCases.All.Select(r => r.Code)];

        foreach (var set in Given.Rules.RuleSets.All)
            Assert.All(set.FindingSources.SelectMany(s => s.Codes), code => Assert.Contains(code, codes));
    }

    [Fact]
    public void Every_sub_kind_has_recognition_tests()
    {
        foreach (var set in Given.Rules.RuleSets.All)
        {
            Assert.All(set.SubKinds, k => Assert.NotEmpty(set.TestsOf(k.Code)));
            Assert.All(set.CheckLists.SelectMany(l => l.Tests), t => Assert.NotEmpty(t.Citation.Instrument));
        }
        Assert.Contains(Given.Rules2026.TestsOf("T3"), t => t.Code == "secret");
        Assert.DoesNotContain(Given.Rules2026.TestsOf("T1"), t => t.Code == "secret");
    }

    [Fact]
    public void Every_clerical_field_can_be_corrected_and_none_of_them_is_money_or_identity()
    {
        foreach (var set in Given.Rules.RuleSets.All)
        {
            Assert.All(set.ClericalFields, f => Assert.DoesNotMatch("uscc|Id$|kind|amount|value|On$|From$|To$|price|rate", f));
        }
    }
}
