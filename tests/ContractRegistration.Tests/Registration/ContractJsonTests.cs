using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class ContractJsonTests
{
    public static TheoryData<string> Samples => [.. SampleFiles.Contracts(Given.Today).Select(c => c.Id)];

    // Actions to try in any order; one that the state does not allow changes nothing.
    private static readonly Func<Contract, string, Outcome<Change<Contract>>>[] Steps =
    [
        (s, id) => Submit.Decide(s, Given.AnswersTo(s), Given.FilerOf(id), Given.Rules, Given.Now),
        (s, _) => Accept.Decide(s, Given.RegistrarA, Given.Rules, Given.Now),
        (s, id) => Assess.Decide(s, Given.AssessmentOf(id), Given.RegistrarB, Given.Rules, Given.Now),
        (s, _) => Refer.Decide(s, Given.RegistrarB, Given.Rules, Given.Now),
        (s, _) => Approve.Decide(s, Given.Approver, Given.Rules, Given.Now),
        (s, _) => Register.Decide(s, Given.RegistrarB, Given.Rules, Given.Now),
        (s, _) => Number.Decide(s, "5000012026000001"),
        (s, _) => Return.Decide(s, Given.ACorrection, Given.RegistrarA, Given.Rules, Given.Now),
        (s, _) => Refuse.Decide(s, Given.ARefusal, Given.RegistrarB, Given.Rules, Given.Now),
        (s, id) => Withdraw.Decide(s, Given.FilerOf(id), Given.Now),
    ];

    [Fact]
    public void A_contract_survives_storage_whatever_its_path()
    {
        // Steps towards registration are frequent; returns and ends are rarer.
        var step = Gen.Frequency((10, Gen.Choose(0, 6)), (2, Gen.Constant(7)), (1, Gen.Choose(8, 9)));
        var paths =
            from sample in Gen.Choose(1, 16)
            from steps in Gen.ListOf(step)
            select (Sample: $"C{sample:00}", Steps: steps.ToArray());

        Prop.ForAll(
                paths.ToArbitrary(),
                path =>
                {
                    var state = Given.Drafted(path.Sample);
                    foreach (var next in path.Steps)
                    {
                        var outcome = Steps[next](state, path.Sample);
                        if (outcome.Problem is null)
                            state = outcome.Value.State;
                        var text = Json.Write(state);
                        if (Json.Write(Json.Read<Contract>(text)) != text)
                            return false;
                    }
                    return true;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_filing_says_the_same_after_reading_and_writing(string id)
    {
        var filed = SampleFiles.Contract(id, Given.Today).Content;

        var written = JsonNode.Parse(Json.Write(Given.Content(filed)))!.AsObject();

        // The stored form may add defaults, but must not lose or change what was filed.
        foreach (var (name, value) in filed.Where(f => f.Key is not ("sellers" or "buyers" or "intermediary")))
            Assert.True(JsonNode.DeepEquals(value, written[name]), $"{name}: {value} became {written[name]}");
    }

    [Theory]
    [InlineData("""{"kind":"D1"}""", "title")]
    [InlineData("""{"colour":"red"}""", "colour")]
    public void A_filing_that_lacks_or_adds_fields_is_no_filing(string json, string named)
    {
        var e = Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<ContractContent>(json, Json.Strict));

        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("valueStatus", "\"certain\"")]
    [InlineData("valueStatus", "1")]
    [InlineData("contractValue", "1.005")]
    [InlineData("contractValue", "\"100\"")]
    [InlineData("contractValue", "1e30")]
    [InlineData("signedOn", "\"2026-02-30\"")]
    [InlineData("signedOn", "\"01.02.2026\"")]
    [InlineData("sellers", "null")]
    [InlineData("title", "null")]
    [InlineData("relatedParty", "\"no\"")]
    public void A_value_of_another_type_is_refused_with_its_path(string field, string value)
    {
        var content = SampleFiles.Contract("C01", Given.Today).Content;
        content[field] = JsonNode.Parse(value);

        var e = Assert.ThrowsAny<JsonException>(() => Given.Content(content));

        Assert.Contains(field, e.Path!, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_registered_contract_has_its_number_and_a_decided_one_waits_for_it()
    {
        Assert.Null(Given.Decided().Number);
        Assert.Null(Given.Decided().RegisteredOn);
        Assert.NotNull(Given.Registered().Number);
    }
}
