using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Tests;

/// <summary>Simple contracts and policies to vary with <c>with</c>. All parties are made up (虚构).</summary>
internal static class Some
{
    public static PolicyBook Book { get; } = PolicyBook.Load();
    public static Policy SellerPolicy { get; } = Book.InForce("sample-seller", new(2026, 5, 20))!;
    public static Policy BuyerPolicy { get; } = Book.InForce("sample-buyer", new(2026, 5, 20))!;
    public static PartyFacts University { get; } = new("缙云理工大学（虚构）", "022", InZone: true, "12500000MB1A00001J");
    public static PartyFacts Company { get; } = new("重庆虎溪智造有限公司（虚构）", "150", InZone: true, "91500107MA5A00001E");

    public static KnownContract Contract { get; } =
        new()
        {
            ContractId = "c1",
            Number = "5000012026000001",
            RegisteredOn = new(2026, 5, 20),
            Kind = "D1",
            Sellers = [University],
            Buyers = [Company],
            TechnicalAmount = Yuan.Of(1_000_000),
            ValueStatus = ValueStatus.Fixed,
            PaymentMode = PaymentMode.Instalments,
            RelatedParty = false,
        };

    public static YearToDate With(YearToDate yearToDate, ItemResult item) =>
        yearToDate with
        {
            Sums = item.Figures.ToDictionary(f => f.Key, f => f.Value + yearToDate.Sums.GetValueOrDefault(f.Key)),
        };

    /// <summary>The sums of other contracts: their base, and the reward where it is calculated for each contract.</summary>
    public static YearToDate Before(Yuan basis, Yuan amount) =>
        YearToDate.None with
        {
            Sums = new Dictionary<string, long>
            {
                ["technical"] = basis.Fen,
                ["base"] = basis.Fen,
                ["perContract.1"] = amount.Fen,
                ["contracts"] = 1,
            },
        };

    public static IReadOnlyDictionary<string, YearToDate> NoYearsToDate { get; } = new Dictionary<string, YearToDate>();
}
