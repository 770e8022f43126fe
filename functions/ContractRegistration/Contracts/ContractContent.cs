namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>The filer's statement of a contract (《技术合同登记表》). Codes are from the code tables, amounts in yuan, rates decimals (0.03 = 3%).
/// What is left out is null or empty; the pre-check decides whether it is needed.</summary>
public sealed record ContractContent
{
    /// <summary>Sub-kind code: D1, T3, L1 …</summary>
    public required string Kind { get; init; }

    /// <summary>The project's name (项目名称).</summary>
    public required string Title { get; init; }

    /// <summary>The output side.</summary>
    public required IReadOnlyList<Party> Sellers { get; init; }

    /// <summary>The absorbing side.</summary>
    public required IReadOnlyList<Party> Buyers { get; init; }

    /// <summary>The broker.</summary>
    public Party? Intermediary { get; init; }

    public required DateOnly SignedOn { get; init; }
    public required DateOnly EffectiveFrom { get; init; }
    public required DateOnly EffectiveTo { get; init; }

    /// <summary>合同成交额. Of an undetermined price the part that is certain, or null.</summary>
    public Yuan? ContractValue { get; init; }
    public required ValueStatus ValueStatus { get; init; }

    /// <summary>ISO 4217, the currency that the contract is made out in.</summary>
    public string Currency { get; init; } = "CNY";

    /// <summary>The value in that currency, when it is not CNY.</summary>
    public decimal? OriginalValue { get; init; }

    /// <summary>Yuan for one unit of the currency.</summary>
    public decimal? ExchangeRate { get; init; }
    public DateOnly? ExchangeRateOn { get; init; }

    /// <summary>What a party brings in kind; not part of the value.</summary>
    public IReadOnlyList<InKindPart> InKind { get; init; } = [];

    /// <summary>The part of the price that is no technology (非技术性费用), line by line.</summary>
    public IReadOnlyList<CostLine> CostLines { get; init; } = [];

    /// <summary>技术交易额 as the filer sees it; left out, it follows from the cost lines.</summary>
    public Yuan? ClaimedTechnicalAmount { get; init; }

    public required PaymentMode PaymentMode { get; init; }
    public IReadOnlyList<Instalment> Instalments { get; init; } = [];
    public Royalty? Royalty { get; init; }
    public Equity? Equity { get; init; }

    public required string TechnicalField { get; init; }
    public required string IpKind { get; init; }
    public IReadOnlyList<IpRight> IpRights { get; init; } = [];

    /// <summary>The achievement that this contract converts, if it is on record.</summary>
    public string? AchievementId { get; init; }

    /// <summary>The contract that this one serves: its id or registration number.</summary>
    public string? LinkedContract { get; init; }
    public Licence? Licence { get; init; }

    public required string PlanSource { get; init; }

    /// <summary>Section or division of GB/T 4754 that the buyer belongs to.</summary>
    public required string Industry { get; init; }
    public required string SocioEconomicGoal { get; init; }

    /// <summary>True for a deal between related parties (关联交易).</summary>
    public required bool RelatedParty { get; init; }

    /// <summary>The largest share one side holds of the other, directly or not: 1 = 100%.</summary>
    public decimal? RelatedOwnership { get; init; }

    /// <summary>Number of the commerce authority's certificate (技术进（出）口合同登记证).</summary>
    public string? ImportExportNumber { get; init; }

    /// <summary>Language of the contract text, ISO 639-1.</summary>
    public string Language { get; init; } = "zh";

    /// <summary>Clauses of the contract that the rule set lists as restricting technology (民法典 art. 850), by code.</summary>
    public IReadOnlyList<string> RestrictiveClauses { get; init; } = [];

    /// <summary>Sellers, buyers and intermediary with the paths that findings use.</summary>
    public IEnumerable<(string Path, Party Party)> AllParties()
    {
        for (var i = 0; i < Sellers.Count; i++)
            yield return ($"sellers[{i}]", Sellers[i]);
        for (var i = 0; i < Buyers.Count; i++)
            yield return ($"buyers[{i}]", Buyers[i]);
        if (Intermediary is not null)
            yield return ("intermediary", Intermediary);
    }

    /// <summary>True when a party stands abroad.</summary>
    public bool IsCrossBorder() => AllParties().Any(p => p.Party.IsAbroad());

    /// <summary>The content without natural persons, for history: persons can then be erased without breaking the hash chain.</summary>
    public ContractContent WithoutPersons() =>
        this with
        {
            Sellers = [.. Sellers.Select(p => p.WithoutPersons())],
            Buyers = [.. Buyers.Select(p => p.WithoutPersons())],
            Intermediary = Intermediary?.WithoutPersons(),
        };
}

/// <summary>How sure the price is.</summary>
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

/// <summary>What a party brings besides money.</summary>
/// <param name="Party">Who brings it, by name.</param>
/// <param name="Description">What it is.</param>
/// <param name="Value">What the parties hold it to be worth.</param>
public sealed record InKindPart(string Party, string Description, Yuan Value);

/// <summary>One part of the price.</summary>
/// <param name="Amount">Yuan.</param>
/// <param name="DueOn">When it falls due, if a date is agreed.</param>
/// <param name="Condition">What it depends on, in words.</param>
public sealed record Instalment(Yuan Amount, DateOnly? DueOn = null, string? Condition = null);

/// <summary>A royalty (提成).</summary>
/// <param name="Base">What it is counted on: sales, profit, output …, in words.</param>
/// <param name="Rate">0.03 = 3%.</param>
/// <param name="EntranceFee">入门费, if there is one.</param>
/// <param name="EstimatedTotal">What the royalty is expected to bring over the term, without the entrance fee.</param>
public sealed record Royalty(string Base, decimal Rate, Yuan? EntranceFee = null, Yuan? EstimatedTotal = null);

/// <summary>Technology as a capital contribution (技术入股).</summary>
/// <param name="Share">The share that it buys: 0.32 = 32%.</param>
/// <param name="Company">The company it is put into, by name.</param>
public sealed record Equity(decimal Share, string Company);

/// <summary>A right that the contract is about.</summary>
/// <param name="Kind">Code of the IP table.</param>
/// <param name="Number">Application, patent or registration number.</param>
public sealed record IpRight(string Kind, string Number, DateOnly? FiledOn = null, DateOnly? GrantedOn = null, DateOnly? ExpiresOn = null);

/// <summary>How far a licence goes.</summary>
/// <param name="Years">Its term.</param>
/// <param name="Territory">Where it holds, in words.</param>
public sealed record Licence(LicenceMode Mode, decimal Years, string Territory);

/// <summary>独占, 排他, 普通.</summary>
public enum LicenceMode
{
    Exclusive,
    Sole,
    Ordinary,
}
