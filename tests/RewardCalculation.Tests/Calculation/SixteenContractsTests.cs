using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Calculation;
using TechTransfer.RewardCalculation.Facts;

namespace TechTransfer.RewardCalculation.Tests.Calculation;

/// <summary>The sixteen sample contracts of <c>Cases/contracts.json</c> under both sample policies.</summary>
public class SixteenContractsTests
{
    private static readonly Sample Data = CaseFiles.Read<Sample>("contracts.json");

    public static TheoryData<string> Ids() => new(Data.Contracts.Select(c => c.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_sample_contract_earns_what_the_table_says(string id)
    {
        var sample = Data.Contracts.Single(c => c.Id == id);
        Check(sample.Seller, Assert.Single(Quotation.Quote(Some.SellerPolicy, sample.Facts(Data), 2026, standings: null)));
        Check(sample.Buyer, Assert.Single(Quotation.Quote(Some.BuyerPolicy, sample.Facts(Data), 2026, standings: null)));

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
        if (backwards) contracts = contracts.Reverse();
        var (sellers, buyers) = (new Dictionary<string, Standing>(), new Dictionary<string, Standing>());
        foreach (var contract in contracts)
        {
            Count(sellers, Quotation.Quote(Some.SellerPolicy, contract, 2026, sellers));
            Count(buyers, Quotation.Quote(Some.BuyerPolicy, contract, 2026, buyers));
        }
        foreach (var (party, total) in Data.Year.Seller) Assert.Equal((party, total), (party, TotalOf(sellers, party)));
        foreach (var (party, total) in Data.Year.Buyer) Assert.Equal((party, total), (party, TotalOf(buyers, party)));

        static void Count(Dictionary<string, Standing> standings, IEnumerable<Quote> quotes)
        {
            foreach (var quote in quotes.Where(q => q.Eligible))
            {
                var uscc = quote.Beneficiary.Uscc!;
                var before = standings.GetValueOrDefault(uscc, Standing.None);
                standings[uscc] = new(before.Base + quote.Base, before.Amount + quote.Amount);
            }
        }

        static Yuan TotalOf(Dictionary<string, Standing> standings, string party) => standings.GetValueOrDefault(Data.Parties[party].Uscc!, Standing.None).Amount;
    }

    private sealed record Sample(string Note, DateOnly RegisteredOn, IReadOnlyDictionary<string, PartyFacts> Parties, IReadOnlyList<SampleContract> Contracts, YearTotals Year);

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

        public ContractFacts Facts(Sample sample) => new()
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
