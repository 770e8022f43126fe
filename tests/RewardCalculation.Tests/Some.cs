using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Calculation;
using TechTransfer.RewardCalculation.Facts;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Tests;

/// <summary>Plain contracts and policies to vary with <c>with</c>. All parties are made up (虚构).</summary>
internal static class Some
{
    public static PolicyBook Book { get; } = PolicyBook.Load();
    public static Policy SellerPolicy { get; } = Book.InForce("sample-seller", new(2026, 5, 20))!;
    public static Policy BuyerPolicy { get; } = Book.InForce("sample-buyer", new(2026, 5, 20))!;
    public static PartyFacts University { get; } = new("缙云理工大学（虚构）", "022", InZone: true, "12500000MB1A00001J");
    public static PartyFacts Company { get; } = new("重庆虎溪智造有限公司（虚构）", "150", InZone: true, "91500107MA5A00001E");

    public static ContractFacts Contract { get; } = new()
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

    public static IReadOnlyDictionary<string, Standing> NoStandings { get; } = new Dictionary<string, Standing>();
}
