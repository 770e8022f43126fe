using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Tests.Engine;

public class SixteenContractsTests
{
    private static readonly Sample Data = CaseFiles.Read<Sample>("contracts.json");

    public static TheoryData<string> Ids() => new(Data.Contracts.Select(c => c.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_sample_contract_earns_what_the_table_says(string id)
    {
        var sample = Data.Contracts.Single(c => c.Id == id);
        Check(sample.Seller, Assert.Single(Quotation.Quote(Some.SellerPolicy, sample.Facts(Data), 2026, yearsToDate: null)));
        Check(sample.Buyer, Assert.Single(Quotation.Quote(Some.BuyerPolicy, sample.Facts(Data), 2026, yearsToDate: null)));

        static void Check(Reward expected, Quote quote)
        {
            Assert.Equal(expected.Unmet ?? [], quote.Explanation.Where(s => s.Result == "not_met").Select(s => s.Code));
            Assert.Equal(expected.Unmet is null, quote.Eligible);
            Assert.Equal(expected.Amount, quote.Amount);
            if (quote.Eligible)
            {
                Assert.Equal(expected.Estimated, quote.Estimated);
                Assert.Contains(quote.Explanation, s => s.Code == "counted_alone");
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_year_of_contracts_adds_up_whatever_their_order(bool backwards)
    {
        var contracts = Data.Contracts.Select(c => c.Facts(Data));
        if (backwards)
            contracts = contracts.Reverse();
        var all = contracts.ToArray();
        foreach (var (party, total) in Data.Year.Seller)
            Assert.Equal((party, total), (party, TotalOf(Some.SellerPolicy, all, party)));
        foreach (var (party, total) in Data.Year.Buyer)
            Assert.Equal((party, total), (party, TotalOf(Some.BuyerPolicy, all, party)));
    }

    // The total of quotes for one contract after the other; must equal the award calculated at once from the sums.
    private static Yuan TotalOf(Policy policy, KnownContract[] contracts, string party)
    {
        var who = Data.Parties[party];
        var (quoted, yearToDate) = (Yuan.Zero, YearToDate.None);
        foreach (var contract in contracts.Where(c => policy.Beneficiary.PartiesOf(c).Contains(who)))
        {
            quoted += Assert
                .Single(Quotation.Quote(policy, contract, 2026, new Dictionary<string, YearToDate> { [who.Uscc!] = yearToDate }))
                .Amount;
            yearToDate = Some.With(yearToDate, Assessment.OfItem(policy, 2026, new(contract, who, policy.Beneficiary, [])));
        }
        Assert.Equal(quoted, Assessment.OfYear(policy, 2026, new(who, yearToDate.Sums, null, DeclaredFacts.None)).Amount);
        return quoted;
    }

    private sealed record Sample(
        string Note,
        DateOnly RegisteredOn,
        IReadOnlyDictionary<string, PartyFacts> Parties,
        IReadOnlyList<SampleContract> Contracts,
        YearTotals Year
    );

    private sealed record Reward
    {
        public Yuan Amount { get; init; }
        public bool Estimated { get; init; }
        public IReadOnlyList<string>? Unmet { get; init; }
    }

    private sealed record YearTotals(IReadOnlyDictionary<string, Yuan> Seller, IReadOnlyDictionary<string, Yuan> Buyer);

    private sealed record SampleContract
    {
        public required string Id { get; init; }
        public required string Kind { get; init; }
        public required string From { get; init; }
        public required string To { get; init; }
        public required Yuan TechnicalAmount { get; init; }
        public required PaymentMode PaymentMode { get; init; }
        public ValueStatus ValueStatus { get; init; }
        public required Reward Seller { get; init; }
        public required Reward Buyer { get; init; }

        public KnownContract Facts(Sample sample) =>
            new()
            {
                ContractId = Id,
                RegisteredOn = sample.RegisteredOn,
                Kind = Kind,
                Sellers = [sample.Parties[From]],
                Buyers = [sample.Parties[To]],
                TechnicalAmount = TechnicalAmount,
                ValueStatus = ValueStatus,
                PaymentMode = PaymentMode,
                RelatedParty = false,
            };
    }
}
