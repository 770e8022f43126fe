using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Facts;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>Which side of a contract a policy rewards.</summary>
public enum BeneficiaryRole
{
    /// <summary>The output side (输出方).</summary>
    Seller,
    /// <summary>The absorbing side (吸纳方).</summary>
    Buyer,
}

public static class BeneficiaryRoles
{
    public static Text Name(this BeneficiaryRole role) => role switch
    {
        BeneficiaryRole.Seller => new("卖方（输出方）", "seller"),
        BeneficiaryRole.Buyer => new("买方（吸纳方）", "buyer"),
    };

    /// <summary>The parties of a contract in this role.</summary>
    public static IReadOnlyList<PartyFacts> PartiesOf(this BeneficiaryRole role, ContractFacts contract) => role switch
    {
        BeneficiaryRole.Seller => contract.Sellers,
        BeneficiaryRole.Buyer => contract.Buyers,
    };
}
