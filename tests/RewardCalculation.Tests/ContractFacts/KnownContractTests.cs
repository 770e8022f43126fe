using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.Testing;

namespace TechTransfer.RewardCalculation.Tests.ContractFacts;

public class KnownContractTests
{
    private static readonly ContractRegistered Registered = SampleMessages.Registered with
    {
        ContractId = "c6",
        Number = "5000012026000006",
        RegisteredOn = new(2026, 5, 20),
        Kind = "L1",
        KindName = new("专利实施许可", "Patent licence"),
        Sellers = [new("12500000MB1A00002M", "嘉陵医科大学（虚构）", "022", "500107", "142", InZone: true)],
        Buyers =
        [
            new("91500107MA5A00002H", "重庆金凤新材股份有限公司（虚构）", "160", "500107", "142", InZone: true),
            new(null, "Hanse Werkzeug GmbH (fictional)", "330", null, "304", InZone: false),
        ],
        Intermediary = new("91500107MA5A000084", "重庆科谷技术转移有限公司（虚构）", "150", "500107", "142", InZone: true),
        SignedOn = new(2026, 4, 1),
        ContractValue = Yuan.Of(2_300_000),
        ValueStatus = "estimated",
        TechnicalAmount = Yuan.Of(2_300_000),
        PaymentMode = "entranceFeeAndRoyalty",
    };

    [Fact]
    public void The_facts_are_those_of_the_registration()
    {
        var facts = KnownContract.Of(Registered);
        Assert.Equal(
            ("c6", "5000012026000006", new DateOnly(2026, 5, 20), "L1"),
            (facts.ContractId, facts.Number, facts.RegisteredOn, facts.Kind)
        );
        Assert.Equal(
            (Yuan.Of(2_300_000), ValueStatus.Estimated, PaymentMode.EntranceFeeAndRoyalty, false),
            (facts.TechnicalAmount, facts.ValueStatus, facts.PaymentMode, facts.RelatedParty)
        );
        Assert.Equal([new PartyFacts("嘉陵医科大学（虚构）", "022", true, "12500000MB1A00002M", "500107", "142")], facts.Sellers);
        Assert.Equal(
            [
                new PartyFacts("重庆金凤新材股份有限公司（虚构）", "160", true, "91500107MA5A00002H", "500107", "142"),
                new PartyFacts("Hanse Werkzeug GmbH (fictional)", "330", false, Country: "304"),
            ],
            facts.Buyers
        );
    }

    [Fact]
    public void Facts_that_are_kept_read_back_the_same()
    {
        var json = Json.Write(KnownContract.Of(Registered));
        Assert.Equal(json, Json.Write(Json.Read<KnownContract>(json)));
    }

    [Fact]
    public void A_broker_gets_no_quote_and_a_foreign_buyer_one_that_says_why_not()
    {
        var facts = KnownContract.Of(Registered);
        var quotes = Quotation
            .Quote(Some.SellerPolicy, facts, 2026, yearsToDate: null)
            .Concat(Quotation.Quote(Some.BuyerPolicy, facts, 2026, yearsToDate: null))
            .ToList();

        Assert.Equal(
            ["嘉陵医科大学（虚构）", "重庆金凤新材股份有限公司（虚构）", "Hanse Werkzeug GmbH (fictional)"],
            quotes.Select(q => q.Beneficiary.Name)
        );
        Assert.False(facts.HasParty("91500107MA5A000084"));
        Assert.True(facts.HasParty("91500107MA5A00002H"));
        var foreign = quotes[^1];
        Assert.Null(foreign.Beneficiary.Uscc);
        Assert.False(foreign.Eligible);
        Assert.Equal("beneficiary_in_zone", Assert.Single(foreign.Explanation, s => s.Result == "not_met").Code);
    }

    [Theory]
    [InlineData("fixed", ValueStatus.Fixed)]
    [InlineData("estimated", ValueStatus.Estimated)]
    [InlineData("undetermined", ValueStatus.Undetermined)]
    public void Every_value_status_has_its_word(string word, ValueStatus status)
    {
        Assert.Equal(status, ValueStatuses.Parse(word));
        Assert.Equal(word, status.Word());
    }

    [Theory]
    [InlineData("once", PaymentMode.Once)]
    [InlineData("instalments", PaymentMode.Instalments)]
    [InlineData("royalty", PaymentMode.Royalty)]
    [InlineData("entranceFeeAndRoyalty", PaymentMode.EntranceFeeAndRoyalty)]
    [InlineData("equity", PaymentMode.Equity)]
    [InlineData("useFirst", PaymentMode.UseFirst)]
    [InlineData("other", PaymentMode.Other)]
    public void Every_payment_mode_has_its_word(string word, PaymentMode mode)
    {
        Assert.Equal(mode, PaymentModes.Parse(word));
        Assert.Equal(word, mode.Word());
    }

    [Fact]
    public void An_unknown_word_of_another_app_is_not_guessed()
    {
        Assert.Throws<ArgumentException>(() => KnownContract.Of(Registered with { PaymentMode = "barter" }));
        Assert.Throws<ArgumentException>(() => KnownContract.Of(Registered with { ValueStatus = "" }));
    }
}
