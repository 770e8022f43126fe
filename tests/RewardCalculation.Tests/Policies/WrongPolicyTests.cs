using System.Globalization;
using System.Text.Json.Nodes;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Tests.Policies;

/// <summary>A policy that uses every part of the language, with one fault: it must be refused with the path of the fault.</summary>
public class WrongPolicyTests
{
    [Theory]
    [InlineData("id", "\"Everything\"", "id")]
    [InlineData("yearShift", "12", "yearShift")]
    [InlineData("to", "\"2025-12-31\"", "to")]
    [InlineData("bounds", "\"claimedOn\"", "bounds")]
    [InlineData("bounds", "\"receivedOn\"", "from")]
    [InlineData("process.lateRefunds", "\"carryForward\"", "process.lateRefunds")]
    [InlineData("note.en", "\"\"", "note")]
    [InlineData("beneficiary", "\"team\"", "beneficiary")]
    [InlineData("combination", "\"product\"", "combination")]
    [InlineData("base", "\"nothing\"", "base")]
    [InlineData("declaredFacts[0].name", "\"rdSpend\"", "declaredFacts[0].name")]
    [InlineData("declaredFacts[0].name", "\"park\"", "declaredFacts[1].name")]
    [InlineData("declaredFacts[0].type", "\"sum\"", "declaredFacts[0].type")]
    [InlineData("declaredFacts[0].title.en", "\"\"", "declaredFacts[0].title")]
    [InlineData("declaredFacts[1].words", "[]", "declaredFacts[1].words")]
    [InlineData("eligibility[0].fact", "\"declared.nothing\"", "eligibility[0].fact")]
    [InlineData("eligibility[0].fact", "\"contract.kind\"", "eligibility[0].fact")]
    [InlineData("eligibility[0].atLeast", "2.5", "eligibility[0].atLeast")]
    [InlineData("eligibility[0].is", "3", "eligibility[0]")]
    [InlineData("eligibility[0].article", null, "eligibility[0].article")]
    [InlineData("eligibility[1].any", "[]", "eligibility[1].any")]
    [InlineData("eligibility[1].any[0].in[0]", "\"c\"", "eligibility[1].any[0].in[0]")]
    [InlineData("eligibility[1].any[0].fact", null, "eligibility[1].any[0]")]
    [InlineData("eligibility[1].any[1].all[0].fact", "\"figure.nothing\"", "eligibility[1].any[1].all[0].fact")]
    [InlineData("eligibility[1].any[1].all[1].fact", "\"growth.growth\"", "eligibility[1].any[1].all[1].fact")]
    [InlineData("eligibility[1].any[1].all[1].below", "0.0000001", "eligibility[1].any[1].all[1].below")]
    [InlineData("counts[0].fact", "\"declared.rdSpend\"", "counts[0].fact")]
    [InlineData("counts[0].is", "1", "counts[0].is")]
    [InlineData("counts[0].ifUnknown", "\"perhaps\"", "counts[0].ifUnknown")]
    [InlineData("counts[0].text.zh", "\" \"", "counts[0].text")]
    [InlineData("counts[1].not.fact", "\"contract.valueStatus\"", "counts[1].not.startsWith")]
    [InlineData("counts[1].not.startsWith", "[ \"S\", \"S\" ]", "counts[1].not.startsWith[1]")]
    [InlineData("counts[1].fact", "\"contract.kind\"", "counts[1]")]
    [InlineData("counts[2].inYear", "false", "counts[2].inYear")]
    [InlineData("counts[3].onOrBefore", "\"2025-12-31\"", "counts[3]")]
    [InlineData("counts[4].atMost", "0.5", "counts[4]")]
    [InlineData("counts[4].atLeast", "0.001", "counts[4].atLeast")]
    [InlineData("counts[4].above", "1", "counts[4]")]
    [InlineData("figures[0].kind", null, "figures[0].kind")]
    [InlineData("figures[0].kind", "\"sum\"", "figures[0].kind")]
    [InlineData("clauses[0].amount.kind", null, "clauses[0].amount.kind")]
    [InlineData("figures[0].id", "\"contracts\"", "figures[0].id")]
    [InlineData("figures[1].id", "\"received\"", "figures[1].id")]
    [InlineData("figures[0].months", null, "figures[0].months")]
    [InlineData("figures[0].by", "\"signedOn\"", "figures[0].by")]
    [InlineData("figures[1].months", "12", "figures[1].months")]
    [InlineData("figures[1].where.fact", "\"declared.rdSpend\"", "figures[1].where.fact")]
    [InlineData("figures[2].of", "\"excess\"", "figures[2].of")]
    [InlineData("figures[3].of", "\"excess\"", "figures[3].of")]
    [InlineData("figures[3].above", "0", "figures[3].above")]
    [InlineData("figures[4].fact", "\"goodStanding\"", "figures[4].fact")]
    [InlineData("figures[4].less", "\"awardRank\"", "figures[4].less")]
    [InlineData("figures[5]", """{ "kind": "contracts", "id": "idle", "measure": "count", "article": "乙" }""", "figures[5]")]
    [InlineData("clauses", "[]", "clauses")]
    [InlineData("clauses[1].id", "\"one\"", "clauses[1].id")]
    [InlineData("clauses[1].excludedBy[0]", "\"three\"", "clauses[1].excludedBy[0]")]
    [InlineData("clauses[0].excludedBy", "[ \"two\" ]", "clauses[0].excludedBy")]
    [InlineData("clauses[0].when[0].fact", "\"contract.kind\"", "clauses[0].when[0].fact")]
    [InlineData("clauses[0].amount.cap", "9.99", "clauses[0].amount.cap")]
    [InlineData("clauses[0].amount.floor", "-1", "clauses[0].amount.floor")]
    [InlineData("clauses[0].amount.by", "\"nothing\"", "clauses[0].amount.by")]
    [InlineData("clauses[0].amount.bands[0].below", "90", "clauses[0].amount.bands[0].below")]
    [InlineData("clauses[0].amount.bands[0].below", "110", "clauses[0].amount.bands[0].below")]
    [InlineData("clauses[0].amount.bands[1].from", "10", "clauses[0].amount.bands[1].from")]
    [InlineData("clauses[0].amount.bands[0].from", "0.001", "clauses[0].amount.bands[0].from")]
    [InlineData("clauses[0].amount.bands[0].amount.yuan", "0", "clauses[0].amount.bands[0].amount.yuan")]
    [InlineData("clauses[0].amount.bands[1].amount.parts[0].rate", "1.01", "clauses[0].amount.bands[1].amount.parts[0].rate")]
    [InlineData(
        "clauses[0].amount.bands[1].amount.parts[1].tiers[0].above",
        "1",
        "clauses[0].amount.bands[1].amount.parts[1].tiers[0].above"
    )]
    [InlineData(
        "clauses[0].amount.bands[1].amount.parts[1].tiers[0].upTo",
        "60",
        "clauses[0].amount.bands[1].amount.parts[1].tiers[0].upTo"
    )]
    [InlineData("clauses[1].amount.parts[0].each.of", "\"growth\"", "clauses[1].amount.parts[0].each.of")]
    [InlineData("clauses[1].amount.parts[0].each", """{ "kind": "flat", "yuan": 5 }""", "clauses[1].amount.parts[0].each")]
    [InlineData(
        "clauses[1].amount.parts[1].parts",
        """[ { "kind": "rate", "of": "received", "rate": 0.01 } ]""",
        "clauses[1].amount.parts[1].parts"
    )]
    [InlineData("clauses[1].amount.parts[1].parts[0].every", "0", "clauses[1].amount.parts[1].parts[0].every")]
    [InlineData("clauses[1].amount.parts[1].parts[0].each", "50.01", "clauses[1].amount.parts[1].parts[0].each")]
    [InlineData("clauses[1].amount.parts[1].parts[0].kind", "\"ladder\"", "clauses[1].amount.parts[1].parts[0].kind")]
    [InlineData("clauses[0].amount.bands[0].amount.yuan", "1000000000001", "clauses[0].amount.bands[0].amount.yuan")]
    [InlineData("clauses[0].amount.bands[0]", "null", "clauses[0].amount.bands[0]")]
    [InlineData("clauses[1]", "null", "clauses[1]")]
    [InlineData("counts[0]", "null", "counts[0]")]
    [InlineData("cap.amount", "99", "cap.amount")]
    [InlineData("programme.capPerOrganisation", "99", "programme.capPerOrganisation")]
    [InlineData("programme.id", "\"Zone 1\"", "programme.id")]
    [InlineData("ranking.by", "\"nothing\"", "ranking.by")]
    [InlineData("ranking.places[1].upTo", "1", "ranking.places[1].upTo")]
    [InlineData("ranking.places[1].share", "0.2", "ranking.places[2].share")]
    [InlineData("splits[0].atLeast", "0.9", "splits")]
    [InlineData("splits[0].atMost", "0.5", "splits[0]")]
    [InlineData("staging[0].share", "0.5", "staging")]
    [InlineData("staging[0].stage", "\"yearly\"", "staging[0].years")]
    [InlineData("staging[1].years", null, "staging[1].years")]
    [InlineData("fundedBy[0].share", "0.6", "fundedBy")]
    [InlineData("exclusiveGroups[0]", "\"Group A\"", "exclusiveGroups[0]")]
    [InlineData("budget.perYear", "0", "budget.perYear")]
    [InlineData("budget.roundTo", "0", "budget.roundTo")]
    [InlineData("process.noticeWorkingDays", "4", "process.noticeWorkingDays")]
    [InlineData("process.application.closesOn", "\"02-28\"", "process.application.closesOn")]
    [InlineData("process.application.opensOn", "\"02-30\"", "process.application.opensOn")]
    [InlineData("process.clawBack", "[ \"revoked\", \"revoked\" ]", "process.clawBack")]
    [InlineData("process.requiredEvidence[0]", "\"\"", "process.requiredEvidence[0]")]
    public void A_policy_spoilt_in_one_place_is_refused_with_its_path(string field, string? value, string path)
    {
        var json = JsonNode.Parse(Everything.Json)!;
        JsonPaths.Set(json, field, value);

        var (_, findings) = PolicyFile.Check(json.ToJsonString());

        Assert.Contains(path, findings.Select(f => f.Path));
        Assert.All(findings, f => Assert.True(f.Reason.Zh.Length > 0 && f.Reason.En.Length > 0));
        Assert.All(findings, f => Assert.True(f.Reason.En.EndsWith('.') && f.Reason.Zh.EndsWith('。'), f.Reason.En));
        Assert.Throws<PolicyFileException>(() => PolicyFile.Read("wrong.json", json.ToJsonString()));
    }

    [Theory]
    [InlineData("""{ "id": "a", "id": "b" }""")]
    [InlineData("""{ "clauses": [ null ] """)]
    [InlineData("""[ [ [] ] ]""")]
    public void A_text_that_cannot_be_read_is_a_finding_and_nothing_worse(string json) => Assert.NotEmpty(PolicyFile.Check(json).Findings);

    [Fact]
    public void A_clause_that_no_figure_and_no_condition_reaches_is_refused()
    {
        var json = JsonNode.Parse(Everything.Json)!;
        JsonPaths.Set(json, "eligibility", "[]");
        JsonPaths.Set(json, "declaredFacts", "[]");
        JsonPaths.Set(json, "clauses[1].amount", """{ "kind": "flat", "yuan": 5 }""");
        Assert.Contains("clauses[1]", PolicyFile.Check(json.ToJsonString()).Findings.Select(f => f.Path));
    }

    [Fact]
    public void Conditions_nested_beyond_reason_are_refused()
    {
        var deep =
            string.Concat(Enumerable.Repeat("""{ "not": """, 10)) + """{ "fact": "contract.kind", "is": "D1" }""" + new string('}', 10);
        var json = JsonNode.Parse(Everything.Json)!;
        JsonPaths.Set(json, "counts[1]", deep);
        JsonPaths.Set(json, "counts[1].article", "\"甲\"");
        Assert.Contains(
            PolicyFile.Check(json.ToJsonString()).Findings,
            f => f.Path.StartsWith("counts[1].not", StringComparison.Ordinal) && f.Reason.En.Contains("deep", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_fault_is_reported_at_once()
    {
        var json = JsonNode.Parse(Everything.Json)!;
        JsonPaths.Set(json, "cap.amount", "0");
        JsonPaths.Set(json, "budget.perYear", "0");
        JsonPaths.Set(json, "clauses[0].amount.cap", "0");
        Assert.Superset(
            new HashSet<string> { "cap.amount", "budget.perYear", "clauses[0].amount.cap" },
            PolicyFile.Check(json.ToJsonString()).Findings.Select(f => f.Path).ToHashSet()
        );
    }
}

internal static class JsonPaths
{
    /// <summary>Sets or adds the last step of the path; null removes it.</summary>
    public static void Set(JsonNode node, string field, string? value)
    {
        var steps = field.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
            node = step[0] == '[' ? node[int.Parse(step[1..^1], CultureInfo.InvariantCulture)]! : node[step]!;
        var last = steps[^1];
        var newValue = value is null ? null : JsonNode.Parse(value);
        if (last[0] == '[')
        {
            var index = int.Parse(last[1..^1], CultureInfo.InvariantCulture);
            if (index == node.AsArray().Count)
                node.AsArray().Add(newValue);
            else
                node[index] = newValue;
        }
        else if (value is null)
        {
            Assert.True(node.AsObject().Remove(last));
        }
        else
        {
            node[last] = newValue;
        }
    }
}
