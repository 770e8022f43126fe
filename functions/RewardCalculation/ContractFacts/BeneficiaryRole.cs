namespace TechTransfer.RewardCalculation.ContractFacts;

public enum BeneficiaryRole
{
    /// <summary>The seller of the technology (输出方).</summary>
    Seller,

    /// <summary>The buyer of the technology (吸纳方).</summary>
    Buyer,

    /// <summary>An organisation that brokered the contract (中介机构).</summary>
    BrokerBody,

    /// <summary>A person who brokered the contract (技术经理人).</summary>
    BrokerPerson,

    /// <summary>The operator of the trading platform on which the contract was made.</summary>
    Platform,

    /// <summary>The registration body (技术合同登记机构).</summary>
    Registrar,

    /// <summary>A university among the sellers (party kind 022).</summary>
    University,

    /// <summary>A team of researchers, which is not a party to contracts; policies for this role use declared facts only.</summary>
    Team,

    /// <summary>Any organisation, with or without contracts; policies for this role use declared facts only.</summary>
    Organisation,
}

public static class BeneficiaryRoles
{
    private const string University = "022";

    public static Text Name(this BeneficiaryRole role) =>
        role switch
        {
            BeneficiaryRole.Seller => new("卖方（输出方）", "seller"),
            BeneficiaryRole.Buyer => new("买方（吸纳方）", "buyer"),
            BeneficiaryRole.BrokerBody => new("中介机构", "broker organisation"),
            BeneficiaryRole.BrokerPerson => new("技术经理人", "individual broker"),
            BeneficiaryRole.Platform => new("平台运营方", "platform operator"),
            BeneficiaryRole.Registrar => new("技术合同登记机构", "registration office"),
            BeneficiaryRole.University => new("高等院校（输出方）", "university"),
            BeneficiaryRole.Team => new("科研团队", "research team"),
            BeneficiaryRole.Organisation => new("单位", "organisation"),
        };

    /// <summary>True for roles whose money figures are payments made; false for payments received.</summary>
    public static bool Pays(this BeneficiaryRole role) => role == BeneficiaryRole.Buyer;

    /// <summary>Empty for roles that are no party to contracts (team, organisation).</summary>
    public static IReadOnlyList<PartyFacts> PartiesOf(this BeneficiaryRole role, KnownContract contract) =>
        role switch
        {
            BeneficiaryRole.Seller => contract.Sellers,
            BeneficiaryRole.Buyer => contract.Buyers,
            BeneficiaryRole.University => contract.Sellers.All(IsUniversity) ? contract.Sellers : [.. contract.Sellers.Where(IsUniversity)],
            BeneficiaryRole.BrokerBody => contract.Intermediary is { Uscc: not null } body ? [body] : [],
            BeneficiaryRole.BrokerPerson => contract.Intermediary is { Uscc: null } person ? [person] : [],
            BeneficiaryRole.Platform => contract.Platform is { } platform ? [platform] : [],
            BeneficiaryRole.Registrar => contract.Registrar is { } registrar ? [registrar] : [],
            BeneficiaryRole.Team or BeneficiaryRole.Organisation => [],
        };

    /// <summary>
    /// The parties among whom amounts of the whole contract are split: the whole side, including parties that are not rewarded.
    /// </summary>
    public static IReadOnlyList<PartyFacts> SideOf(this BeneficiaryRole role, KnownContract contract) =>
        role == BeneficiaryRole.University ? contract.Sellers : role.PartiesOf(contract);

    private static bool IsUniversity(PartyFacts party) => party.Kind.StartsWith(University, StringComparison.Ordinal);
}
