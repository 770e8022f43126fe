namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>
/// The registration form (《技术合同登记表》) as the filer enters it. Codes are from the code tables, amounts in yuan, rates decimal
/// (0.03 = 3%). Missing values are null or empty; the pre-check decides which are required.
/// </summary>
public sealed record ContractContent
{
    /// <summary>Sub-kind code, for example D1, T3 or L1.</summary>
    public required string Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>Sellers (卖方): the parties that provide the technology.</summary>
    public required IReadOnlyList<Party> Sellers { get; init; }

    /// <summary>Buyers (买方): the parties that receive the technology.</summary>
    public required IReadOnlyList<Party> Buyers { get; init; }

    /// <summary>Intermediary (中介方); null if there is none.</summary>
    public Party? Intermediary { get; init; }

    public required DateOnly SignedOn { get; init; }
    public required DateOnly EffectiveFrom { get; init; }
    public required DateOnly EffectiveTo { get; init; }

    /// <summary>合同成交额, yuan. If the price is undetermined: the part that is certain, or null.</summary>
    public Yuan? ContractValue { get; init; }
    public required ValueStatus ValueStatus { get; init; }

    /// <summary>ISO 4217 code of the currency in the contract.</summary>
    public string Currency { get; init; } = "CNY";

    /// <summary>Contract value in units of the foreign currency; null for CNY.</summary>
    public decimal? OriginalValue { get; init; }

    /// <summary>Yuan per unit of the foreign currency; null for CNY.</summary>
    public decimal? ExchangeRate { get; init; }

    /// <summary>Day of the exchange rate; null for CNY.</summary>
    public DateOnly? ExchangeRateOn { get; init; }

    /// <summary>Contributions in kind; not part of the contract value.</summary>
    public IReadOnlyList<InKindPart> InKind { get; init; } = [];

    /// <summary>Non-technical parts of the price (非技术性费用).</summary>
    public IReadOnlyList<CostLine> CostLines { get; init; } = [];

    /// <summary>技术交易额 as the filer claims it; if left out, it is calculated from the cost lines.</summary>
    public Yuan? ClaimedTechnicalAmount { get; init; }

    public required PaymentMode PaymentMode { get; init; }
    public IReadOnlyList<Instalment> Instalments { get; init; } = [];
    public Royalty? Royalty { get; init; }
    public Equity? Equity { get; init; }

    public required string TechnicalField { get; init; }
    public required string IpKind { get; init; }
    public IReadOnlyList<IpRight> IpRights { get; init; } = [];

    /// <summary>Id of the achievement that this contract converts; null for none.</summary>
    public string? AchievementId { get; init; }

    /// <summary>For an intermediary contract: id or registration number of the contract that the intermediary arranged.</summary>
    public string? LinkedContract { get; init; }
    public Licence? Licence { get; init; }

    public required string PlanSource { get; init; }

    /// <summary>Section or division of GB/T 4754 for the buyer's industry.</summary>
    public required string Industry { get; init; }
    public required string SocioEconomicGoal { get; init; }

    /// <summary>True for a contract between related parties (关联交易).</summary>
    public required bool RelatedParty { get; init; }

    /// <summary>The largest share that one side directly or indirectly holds in the other, from 0 to 1: 1 is 100%.</summary>
    public decimal? RelatedOwnership { get; init; }

    /// <summary>Number of the import or export certificate of the commerce authority (技术进（出）口合同登记证).</summary>
    public string? ImportExportNumber { get; init; }

    /// <summary>Language of the contract text, ISO 639-1.</summary>
    public string Language { get; init; } = "zh";

    /// <summary>Codes of the contract's clauses that the rule set lists as restricting technology (民法典 art. 850).</summary>
    public IReadOnlyList<string> RestrictiveClauses { get; init; } = [];

    /// <summary>All sellers and buyers and the intermediary, each with its path as findings use it.</summary>
    public IEnumerable<(string Path, Party Party)> AllParties()
    {
        for (var i = 0; i < Sellers.Count; i++)
            yield return ($"sellers[{i}]", Sellers[i]);
        for (var i = 0; i < Buyers.Count; i++)
            yield return ($"buyers[{i}]", Buyers[i]);
        if (Intermediary is not null)
            yield return ("intermediary", Intermediary);
    }

    public bool IsCrossBorder() => AllParties().Any(p => p.Party.IsAbroad());

    /// <summary>The content without natural persons, for events: persons can then be erased without breaking the hash chain.</summary>
    public ContractContent WithoutPersons() =>
        this with
        {
            Sellers = [.. Sellers.Select(p => p.WithoutPersons())],
            Buyers = [.. Buyers.Select(p => p.WithoutPersons())],
            Intermediary = Intermediary?.WithoutPersons(),
        };
}

public enum ValueStatus
{
    Fixed,
    Estimated,
    Undetermined,
}

/// <summary>How the price is paid (民法典 art. 846).</summary>
public enum PaymentMode
{
    Once,
    Instalments,
    Royalty,
    EntranceFeeAndRoyalty,
    Equity,
    UseFirst,
    Other,
}

/// <param name="Party">Name of the contributing party.</param>
/// <param name="Value">Value that the parties agreed, yuan.</param>
public sealed record InKindPart(string Party, string Description, Yuan Value);

/// <param name="DueOn">Due date; null if payment depends on a condition only.</param>
/// <param name="Condition">Condition of the payment in words; null for none.</param>
public sealed record Instalment(Yuan Amount, DateOnly? DueOn = null, string? Condition = null);

/// <summary>A royalty (提成).</summary>
/// <param name="Base">What the royalty is calculated from, such as sales, profit or output, in words.</param>
/// <param name="Rate">The rate: 0.03 is 3%.</param>
/// <param name="EntranceFee">Entrance fee (入门费), yuan; null for none.</param>
/// <param name="EstimatedTotal">Expected royalty over the whole term, yuan, without the entrance fee.</param>
public sealed record Royalty(string Base, decimal Rate, Yuan? EntranceFee = null, Yuan? EstimatedTotal = null);

/// <summary>Technology contributed as capital (技术入股).</summary>
/// <param name="Share">Share in the company, from 0 to 1: 0.32 is 32%.</param>
/// <param name="Company">Name of the company.</param>
public sealed record Equity(decimal Share, string Company);

/// <param name="Kind">Code from the code table ipKind.</param>
/// <param name="Number">Application, patent or registration number.</param>
/// <param name="GrantedOn">Day of the grant of the right; null while it is applied for.</param>
/// <param name="ExpiresOn">Last day of protection; null if there is none.</param>
public sealed record IpRight(string Kind, string Number, DateOnly? FiledOn = null, DateOnly? GrantedOn = null, DateOnly? ExpiresOn = null);

/// <param name="Mode">How exclusive the licence is (许可方式).</param>
/// <param name="Years">Number of years of the licence (许可年限), with decimals.</param>
/// <param name="Territory">Territory of the licence (许可区域), in words.</param>
public sealed record Licence(LicenceMode Mode, decimal Years, string Territory);

public enum LicenceMode
{
    Exclusive,
    Sole,
    Ordinary,
}
