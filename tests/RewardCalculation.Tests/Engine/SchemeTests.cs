using System.Text.Json;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Tests.Engine;

/// <summary>
/// The policies that come with the app, on the cases in <c>Cases/schemes.json</c>: examples from the official rules, and boundary cases
/// calculated by hand.
/// </summary>
public class SchemeTests
{
    private static readonly Scheme[] Schemes = CaseFiles.Read<Scheme[]>("schemes.json");

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var scheme in Schemes)
        {
            foreach (var worked in scheme.Cases)
                data.Add(scheme.Policy, worked.Name);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_scheme_gives_what_its_text_gives(string policyId, string name)
    {
        var scheme = Schemes.Single(s => s.Policy == policyId);
        var worked = scheme.Cases.Single(c => c.Name == name);
        var year = worked.Year ?? scheme.Year;
        var policy = Some.Book.ForYear(policyId, year)!;
        var beneficiary = new PartyFacts("甲（虚构）", scheme.Usual.PartyKind ?? "150", worked.InZone ?? true, "A", "500107", "142");

        var sums = new Dictionary<string, long>();
        if (worked.UsedBefore is { } used)
            sums["perContract.1"] = used.Fen;
        foreach (var contract in worked.Contracts)
        {
            var party = worked.PartyKind is { } kind ? beneficiary with { Kind = kind } : beneficiary;
            var item = Assessment.OfItem(policy, year, ItemOf(contract, scheme.Usual, policy.Beneficiary, party, year));
            Assert.All(item.Steps, s => Assert.NotEmpty(s.Text.Zh + s.Text.En));
            foreach (var (figure, value) in item.Figures)
                sums[figure] = sums.GetValueOrDefault(figure) + value;
        }
        var declared = new DeclaredFacts(
            new[] { scheme.Usual.Declared, worked.Declared }
                .OfType<IReadOnlyDictionary<string, JsonElement>>()
                .SelectMany(d => d)
                .GroupBy(d => d.Key)
                .Select(d => d.Last())
                .Where(d => d.Value.ValueKind != JsonValueKind.Null)
                .ToDictionary()
        );
        var before = worked.YearBefore?.ToDictionary(f => f.Key, f => f.Value.Fen);
        // The expected amount is what this contract adds, so the amount used by earlier contracts is subtracted.
        var facts = new YearFacts(worked.PartyKind is { } other ? beneficiary with { Kind = other } : beneficiary, sums, before, declared);
        var earlier = worked.UsedBefore ?? Yuan.Zero;

        var award = Assessment.OfYear(policy, year, facts);

        Assert.Equal((worked.Amount, string.Join(", ", worked.Unmet ?? [])), (award.Amount - earlier, string.Join(", ", award.Unmet)));
        Assert.Equal(worked.Unmet is null, award.Eligible);
        Assert.Equal(worked.Missing ?? [], award.Missing);
        if (worked.SplitAtLeast is { } least)
            Assert.Equal(least, Assert.Single(award.Splits).AtLeast);
        Assert.All(award.Steps, s => Assert.EndsWith("。", s.Text.Zh, StringComparison.Ordinal));
        Assert.All(award.Steps, s => Assert.EndsWith(".", s.Text.En, StringComparison.Ordinal));
        Assert.Equal($"{award.Amount}", Assert.Single(award.Steps, s => s.Code is "amount" or "not_eligible").Result);
    }

    [Fact]
    public void Every_scheme_has_at_least_six_cases()
    {
        var worked = Schemes.ToDictionary(s => s.Policy, s => s.Cases.Count);
        var policies = Directory
            .GetFiles(TechTransfer.Testing.Repository.PathOf("functions", "RewardCalculation", "PolicyFiles"), "*.json")
            .Select(f => Path.GetFileName(f).Split('.')[0])
            .Distinct();
        Assert.All(
            policies.Where(p => !p.StartsWith("sample-", StringComparison.Ordinal)),
            p => Assert.True(worked.GetValueOrDefault(p) >= 6, p)
        );
    }

    [Fact]
    public void Policies_of_other_places_are_marked_reference_and_uncertain_ones_sample()
    {
        foreach (var id in Schemes.Select(s => s.Policy))
        {
            var policy = Assert.Single(Some.Book.VersionsOf(id));
            Assert.Equal(!id.StartsWith("zone-", StringComparison.Ordinal), policy.Reference);
            Assert.Equal(policy.Sample, policy.Citation.Confidence == Confidence.Sample);
            Assert.NotEmpty(policy.Note.Zh);
        }
    }

    private static ItemFacts ItemOf(Contract contract, Contract usual, BeneficiaryRole role, PartyFacts party, int year)
    {
        var paid = contract.Paid ?? contract.Technical ?? Yuan.Zero;
        var before = contract.PaidBefore ?? Yuan.Zero;
        var technical = contract.Technical ?? contract.Value ?? Yuan.Max(paid + before, Yuan.Zero);
        var value = contract.Value ?? technical;
        var other = new PartyFacts("乙（虚构）", "150", InZone: true, "B", "500107", "142");
        var (sells, buys) = (role is BeneficiaryRole.Seller or BeneficiaryRole.University, role == BeneficiaryRole.Buyer);
        return new(
            new()
            {
                RegisteredOn = contract.RegisteredOn ?? new(year, 5, 20),
                Kind = contract.Kind ?? usual.Kind ?? "D1",
                Sellers =
                [
                    sells
                        ? party
                        : other with
                        {
                            Kind = contract.SellerKind ?? usual.SellerKind ?? "150",
                            Region = contract.SellerRegion ?? usual.SellerRegion ?? "500107",
                        },
                ],
                Buyers =
                [
                    buys
                        ? party
                        : other with
                        {
                            Kind = contract.BuyerKind ?? usual.BuyerKind ?? "150",
                            Region = contract.BuyerRegion ?? usual.BuyerRegion ?? "500107",
                        },
                ],
                TechnicalAmount = technical,
                ContractValue = value,
                ValueStatus = ValueStatus.Fixed,
                PaymentMode = PaymentMode.Once,
                RelatedParty = contract.Related ?? false,
                UsedLocally = contract.SaysUsedLocally ? contract.UsedLocally : usual.UsedLocally,
                Platform =
                    role == BeneficiaryRole.Platform ? party
                    : (contract.OnPlatform ?? usual.OnPlatform) == true ? other
                    : null,
                Intermediary = role is BeneficiaryRole.BrokerBody or BeneficiaryRole.BrokerPerson ? party : null,
                Registrar = role == BeneficiaryRole.Registrar ? party : null,
            },
            party,
            role,
            [new(year - 1, 12, before, before), new(year, 1, paid, paid)]
        );
    }

    private sealed record Scheme(string Policy, int Year, Contract Usual, IReadOnlyList<Worked> Cases);

    private sealed record Worked
    {
        public required string Name { get; init; }
        public required string Why { get; init; }
        public required IReadOnlyList<Contract> Contracts { get; init; }
        public required Yuan Amount { get; init; }
        public int? Year { get; init; }
        public Yuan? UsedBefore { get; init; }
        public bool? InZone { get; init; }
        public string? PartyKind { get; init; }
        public IReadOnlyDictionary<string, JsonElement>? Declared { get; init; }
        public IReadOnlyDictionary<string, Yuan>? YearBefore { get; init; }
        public IReadOnlyList<string>? Unmet { get; init; }
        public IReadOnlyList<string>? Missing { get; init; }
        public Yuan? SplitAtLeast { get; init; }
    }

    private sealed record Contract
    {
        private readonly bool? usedLocally;

        public Yuan? Paid { get; init; }
        public Yuan? PaidBefore { get; init; }
        public Yuan? Technical { get; init; }
        public Yuan? Value { get; init; }
        public string? Kind { get; init; }
        public DateOnly? RegisteredOn { get; init; }
        public bool? Related { get; init; }
        public bool? OnPlatform { get; init; }
        public string? SellerKind { get; init; }
        public string? SellerRegion { get; init; }
        public string? BuyerKind { get; init; }
        public string? BuyerRegion { get; init; }
        public string? PartyKind { get; init; }
        public IReadOnlyDictionary<string, JsonElement>? Declared { get; init; }

        [System.Text.Json.Serialization.JsonIgnore]
        public bool SaysUsedLocally { get; private init; }

        // Null in a case means unknown, which differs from a missing value.
        public bool? UsedLocally
        {
            get => usedLocally;
            init => (usedLocally, SaysUsedLocally) = (value, true);
        }
    }
}
