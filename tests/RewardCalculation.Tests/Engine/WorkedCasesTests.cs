using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Tests.Engine;

public class WorkedCasesTests
{
    private static readonly string[] Files = ["sample-seller.json", "sample-buyer.json"];

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Files)
        {
            foreach (var worked in CaseFiles.Read<WorkedCases>(file).Cases)
                data.Add(file, worked.Name);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_worked_case_comes_out_as_by_hand(string file, string name)
    {
        var cases = CaseFiles.Read<WorkedCases>(file);
        var worked = cases.Cases.Single(c => c.Name == name);
        var given = worked.Given.Over(cases.Usual);
        var policy = Some.Book.InForce(cases.Policy, new(2026, 5, 20))!;
        var contract = given.Contract(policy.Beneficiary);
        var yearsToDate = contract
            .Sellers.Concat(contract.Buyers)
            .ToDictionary(p => p.Uscc!, _ => Some.Before(given.Before!.Base, given.Before.Amount));

        var quotes = Quotation.Quote(policy, contract, given.Year!.Value, yearsToDate);

        var expect = worked.Expect;
        Assert.Equal(expect.Unmet is null, quotes.All(q => q.Eligible));
        Assert.Equal(expect.Amounts ?? [.. quotes.Select(_ => Yuan.Zero)], quotes.Select(q => q.Amount));
        Assert.Equal(expect.Bases ?? [given.TechnicalAmount!.Value], quotes.Select(q => q.Base));
        Assert.All(quotes, q => Assert.Equal(expect.Estimated, q.Estimated));
        Assert.All(quotes, q => Assert.Equal(expect.Unmet ?? [], q.Explanation.Where(s => s.Result == "not_met").Select(s => s.Code)));
        foreach (var code in expect.Steps)
            Assert.All(quotes, q => Assert.Contains(q.Explanation, s => s.Code == code));
        foreach (var code in expect.Without)
            Assert.All(quotes, q => Assert.DoesNotContain(q.Explanation, s => s.Code == code));
    }

    [Theory]
    [InlineData("sample-seller.json")]
    [InlineData("sample-buyer.json")]
    public void Each_condition_of_a_sample_policy_stops_a_worked_case(string file)
    {
        var cases = CaseFiles.Read<WorkedCases>(file);
        var policy = Some.Book.InForce(cases.Policy, new(2026, 5, 20))!;
        var conditions = Assessment
            .OfItem(policy, 2026, new(Some.Contract, Some.Company, policy.Beneficiary, null))
            .Steps.Where(s => s.Result is "met" or "not_met")
            .Select(s => s.Code);
        Assert.Empty(conditions.Except(cases.Cases.SelectMany(c => c.Expect.Unmet ?? [])));
    }

    private sealed record WorkedCases(string Policy, string Note, Given Usual, IReadOnlyList<WorkedCase> Cases);

    private sealed record WorkedCase(string Name, string Why, Given Given, Expectation Expect);

    private sealed record Earlier(Yuan Base, Yuan Amount);

    private sealed record Expectation
    {
        public IReadOnlyList<Yuan>? Amounts { get; init; }
        public IReadOnlyList<Yuan>? Bases { get; init; }
        public IReadOnlyList<string>? Unmet { get; init; }
        public bool Estimated { get; init; }
        public IReadOnlyList<string> Steps { get; init; } = [];
        public IReadOnlyList<string> Without { get; init; } = [];
    }

    private sealed record Given
    {
        private readonly DateOnly? registeredOn;
        private readonly bool saysRegisteredOn;

        public string? Kind { get; init; }
        public Yuan? TechnicalAmount { get; init; }
        public ValueStatus? ValueStatus { get; init; }
        public PaymentMode? PaymentMode { get; init; }
        public bool? RelatedParty { get; init; }
        public bool? InZone { get; init; }
        public string? PartyKind { get; init; }
        public int? Parties { get; init; }
        public int? Year { get; init; }
        public Earlier? Before { get; init; }

        // Null in a case means not registered yet, which differs from a missing value.
        public DateOnly? RegisteredOn
        {
            get => registeredOn;
            init => (registeredOn, saysRegisteredOn) = (value, true);
        }

        public Given Over(Given usual) =>
            new()
            {
                Kind = Kind ?? usual.Kind,
                TechnicalAmount = TechnicalAmount ?? usual.TechnicalAmount,
                ValueStatus = ValueStatus ?? usual.ValueStatus,
                PaymentMode = PaymentMode ?? usual.PaymentMode,
                RelatedParty = RelatedParty ?? usual.RelatedParty,
                InZone = InZone ?? usual.InZone,
                PartyKind = PartyKind ?? usual.PartyKind,
                Parties = Parties ?? usual.Parties,
                Year = Year ?? usual.Year,
                Before = Before ?? usual.Before,
                RegisteredOn = saysRegisteredOn ? RegisteredOn : usual.RegisteredOn,
            };

        public KnownContract Contract(BeneficiaryRole role)
        {
            PartyFacts[] side =
            [
                .. Enumerable.Range(1, Parties!.Value).Select(i => new PartyFacts($"甲{i}（虚构）", PartyKind!, InZone!.Value, $"A{i}")),
            ];
            PartyFacts[] other = [new("乙（虚构）", "150", InZone: false, "B")];
            return Some.Contract with
            {
                RegisteredOn = RegisteredOn,
                Kind = Kind!,
                Sellers = role == BeneficiaryRole.Seller ? side : other,
                Buyers = role == BeneficiaryRole.Buyer ? side : other,
                TechnicalAmount = TechnicalAmount!.Value,
                ValueStatus = ValueStatus!.Value,
                PaymentMode = PaymentMode!.Value,
                RelatedParty = RelatedParty!.Value,
            };
        }
    }
}
