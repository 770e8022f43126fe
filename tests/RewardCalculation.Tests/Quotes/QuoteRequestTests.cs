using System.Text.Json;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Quotes;

namespace TechTransfer.RewardCalculation.Tests.Quotes;

public class QuoteRequestTests
{
    private const string TypedBody = """
        {
          "contract": {
            "kind": "D1",
            "sellers": [ { "uscc": "12500000MB1A00001J", "name": "缙云理工大学（虚构）", "kind": "022", "inZone": true } ],
            "buyers": [ { "name": "Hanse Werkzeug GmbH (fictional)", "kind": "330", "inZone": false } ],
            "technicalAmount": 960000.50,
            "valueStatus": "fixed",
            "paymentMode": "useFirst",
            "relatedParty": false
          },
          "year": 2026
        }
        """;

    private static readonly QuoteRequest Typed = JsonSerializer.Deserialize<QuoteRequest>(TypedBody, Json.Strict)!;

    [Fact]
    public void Facts_typed_in_stand_for_a_contract_that_is_not_filed_yet()
    {
        Assert.Null(QuoteRequestCheck.Check(Typed));
        var facts = Typed.Contract!.ToFacts();
        Assert.Null(facts.RegisteredOn);
        Assert.Null(facts.Number);
        Assert.Equal(
            ("D1", Yuan.Of(960_000.50m), ValueStatus.Fixed, PaymentMode.UseFirst),
            (facts.Kind, facts.TechnicalAmount, facts.ValueStatus, facts.PaymentMode)
        );
        Assert.Equal(new PartyFacts("缙云理工大学（虚构）", "022", true, "12500000MB1A00001J"), Assert.Single(facts.Sellers));
        Assert.Equal(new PartyFacts("Hanse Werkzeug GmbH (fictional)", "330", false), Assert.Single(facts.Buyers));
    }

    [Theory]
    [InlineData("phone", "023 6808 1234", "０２３６８０８１２３４", "联系电话相同")]
    [InlineData("address", "重庆市沙坪坝区大学城南路1号", "重庆市沙坪坝区大学城南路 1 号", "地址相同")]
    [InlineData("representative", "李明（虚构）", "李明（虚构）", "法定代表人相同")]
    [InlineData("uscc", "12500000MB1A00001J", "12500000MB1A00001J", "同一单位")]
    public void Related_parties_are_found_as_registration_finds_them(string field, string seller, string buyer, string found)
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse(TypedBody)!;
        body["contract"]!["sellers"]![0]![field] = seller;
        body["contract"]!["buyers"]![0]![field] = buyer;
        var request = JsonSerializer.Deserialize<QuoteRequest>(body.ToJsonString(), Json.Strict)!;

        var plan = QuotePlan.Of(request, request.Contract!.ToFacts(), Some.Book, new(2026, 11, 21)).Value;

        Assert.All(
            plan.Answer(null).Quotes,
            q => Assert.Contains(found, Assert.Single(q.Explanation, s => s.Code == "related_party_hint").Text.Zh, StringComparison.Ordinal)
        );
        Assert.Empty(RelatedHints(request with { Contract = request.Contract with { RelatedParty = true } }));
    }

    private static IEnumerable<string> RelatedHints(QuoteRequest request) =>
        QuotePlan
            .Of(request, request.Contract!.ToFacts(), Some.Book, new(2026, 11, 21))
            .Value.Answer(null)
            .Quotes.SelectMany(q => q.Explanation)
            .Select(s => s.Code)
            .Where(c => c == "related_party_hint");

    [Fact]
    public void A_registered_contract_needs_its_id_alone() => Assert.Null(QuoteRequestCheck.Check(new() { ContractId = "c1" }));

    [Fact]
    public void Neither_or_both_contracts_are_refused()
    {
        Assert.Equal(("one_contract_needed", "contractId"), Refusal(new()));
        Assert.Equal(("one_contract_needed", "contract"), Refusal(Typed with { ContractId = "c1" }));
    }

    [Theory]
    [InlineData(1999, false)]
    [InlineData(2000, true)]
    [InlineData(2100, true)]
    [InlineData(2101, false)]
    [InlineData(int.MinValue, false)]
    public void A_year_beyond_reason_is_refused(int year, bool taken)
    {
        var problem = QuoteRequestCheck.Check(new() { ContractId = "c1", Year = year });
        Assert.Equal(taken, problem is null);
        if (problem is not null)
            Assert.Equal("year", Assert.Single(problem.Errors).Path);
    }

    [Fact]
    public void Every_wrong_field_of_typed_facts_is_named_at_once()
    {
        var contract = Typed.Contract!;
        var party = contract.Sellers[0];
        var problem = QuoteRequestCheck.Check(
            Typed with
            {
                Year = 1,
                Contract = contract with
                {
                    Kind = "D3",
                    Sellers = [party, party, party with { Uscc = "12500000MB1A00001K", Name = " ", Kind = "22" }],
                    Buyers = [],
                    TechnicalAmount = Yuan.Of(-1),
                },
            }
        );

        Assert.Equal("checks_failed", problem!.Kind.Code);
        Assert.Equal(422, problem.Kind.Status);
        Assert.Equal(
            [
                "year",
                "contract.kind",
                "contract.sellers[1].uscc",
                "contract.sellers[2].uscc",
                "contract.sellers[2].name",
                "contract.sellers[2].kind",
                "contract.buyers",
                "contract.technicalAmount",
            ],
            problem.Errors.Select(e => e.Path)
        );
    }

    [Fact]
    public void Too_many_parties_are_refused()
    {
        var buyer = Typed.Contract!.Buyers[0];
        TypedContract With(int count) => Typed.Contract! with { Buyers = [.. Enumerable.Repeat(buyer, count)] };
        Assert.Null(QuoteRequestCheck.Check(Typed with { Contract = With(50) }));
        Assert.Equal("contract.buyers", Assert.Single(QuoteRequestCheck.Check(Typed with { Contract = With(51) })!.Errors).Path);
    }

    [Fact]
    public void An_amount_may_only_be_missing_while_it_is_undetermined()
    {
        var without = Typed.Contract! with { TechnicalAmount = Yuan.Zero };
        Assert.Equal("contract.technicalAmount", Assert.Single(QuoteRequestCheck.Check(Typed with { Contract = without })!.Errors).Path);
        Assert.Null(QuoteRequestCheck.Check(Typed with { Contract = without with { ValueStatus = ValueStatus.Undetermined } }));
    }

    [Theory]
    [InlineData("\"relatedParty\": false", "\"relatedParty\": null")]
    [InlineData(",\n    \"relatedParty\": false", "")]
    [InlineData("960000.50", "960000.505")]
    [InlineData("960000.50", "\"960000\"")]
    [InlineData("\"useFirst\"", "\"barter\"")]
    [InlineData("\"useFirst\"", "5")]
    [InlineData("\"year\"", "\"jahr\"")]
    [InlineData("\"kind\": \"022\"", "\"kind\": null")]
    public void A_body_of_another_shape_is_not_read(string part, string instead)
    {
        var body = TypedBody.Replace(part, instead, StringComparison.Ordinal);
        Assert.NotEqual(TypedBody, body);
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<QuoteRequest>(body, Json.Strict));
    }

    private static (string Code, string Path) Refusal(QuoteRequest request)
    {
        var problem = QuoteRequestCheck.Check(request)!;
        return (problem.Kind.Code, Assert.Single(problem.Errors).Path);
    }
}
