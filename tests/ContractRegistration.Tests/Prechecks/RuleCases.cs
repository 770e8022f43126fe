using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Findings;
using TechTransfer.Kernel.Money;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Prechecks;

public sealed record RuleCase(
    string Name,
    string Sample,
    Func<ContractContent, ContractContent> Change,
    string Code,
    Severity Severity,
    string Path
)
{
    /// <summary>A kind of attachment that is not uploaded; null to upload all.</summary>
    public string? WithoutAttachment { get; init; }

    /// <summary>True if all attachments are the same file.</summary>
    public bool OneFile { get; init; }

    public IReadOnlyList<Attachment> Attachments(SampleContract sample) =>
        [
            .. Given
                .Attachments(sample)
                .Where(p => p.Kind != WithoutAttachment)
                .Select(p => OneFile ? p with { Sha256 = Ids.Sha256("one file") } : p),
        ];

    /// <summary>A second finding that the same fault causes; null for none.</summary>
    public (string Code, string Path)? Also { get; init; }
}

public static class RuleCases
{
    private static readonly DateOnly Today = Given.Today;

    public static IReadOnlyList<RuleCase> All { get; } =
    [
        Error("a null among the buyers", "C01", c => c with { Buyers = [c.Buyers[0], null!] }, "item_missing", "buyers[1]"),
        Error("a null among the cost lines", "C01", c => c with { CostLines = [null!] }, "item_missing", "costLines[0]"),
        Error(
            "101 instalments",
            "C02",
            c => c with { Instalments = [.. Enumerable.Repeat(new Instalment(Yuan.Of(20_000)), 101)] },
            "too_many_items",
            "instalments"
        ),
        Error("a title of 201 characters", "C01", c => c with { Title = new('长', 201) }, "text_unfit", "title"),
        Error(
            "a line break in a name",
            "C01",
            c => Buyer(c, p => p with { Name = "a\nb", SealName = "a\nb" }),
            "text_unfit",
            "buyers[0].name",
            "text_unfit",
            "buyers[0].sealName"
        ),
        Error("a picture in the title", "C01", c => c with { Title = "智能温室🌱" }, "text_unprintable", "title"),
        Error("a value below zero", "C08", c => c with { ContractValue = Yuan.Of(-1) }, "figure_out_of_range", "contractValue"),
        Error(
            "a value beyond a trillion",
            "C08",
            c => c with { ContractValue = Yuan.Of(1_000_000_000_000.01m) },
            "figure_out_of_range",
            "contractValue"
        ),
        Error("a royalty of 300%", "C06", c => c with { Royalty = c.Royalty! with { Rate = 3 } }, "figure_out_of_range", "royalty.rate"),
        Error(
            "a quantity that would overflow",
            "C05",
            c => Line(c, l => l with { Quantity = 1e20m }),
            "figure_out_of_range",
            "costLines[0].quantity"
        ),
        Error("an unknown kind", "C01", c => c with { Kind = "X9" }, "unknown_kind", "kind"),
        Error("a kind above the sub-kinds", "C01", c => c with { Kind = "D" }, "unknown_kind", "kind"),
        Error("an unknown technical field", "C01", c => c with { TechnicalField = "12" }, "unknown_code", "technicalField"),
        Error("an unknown IP kind", "C01", c => c with { IpKind = "idea" }, "unknown_code", "ipKind"),
        Error(
            "an unknown plan",
            "C01",
            c => c with { PlanSource = "galactic" },
            "unknown_code",
            "planSource",
            "paper_missing",
            "attachments"
        ),
        Error("an unknown industry", "C01", c => c with { Industry = "Z" }, "unknown_code", "industry"),
        Error("an unknown goal", "C01", c => c with { SocioEconomicGoal = "14" }, "unknown_code", "socioEconomicGoal"),
        Error("an unknown party kind", "C01", c => Buyer(c, p => p with { Kind = "155" }), "unknown_code", "buyers[0].kind"),
        Error("an unknown region", "C01", c => Seller(c, p => p with { Region = "509999" }), "unknown_code", "sellers[0].region"),
        Error("an unknown country", "C12", c => Seller(c, p => p with { Country = "999" }), "unknown_code", "sellers[0].country"),
        Error(
            "an unknown kind of right",
            "C03",
            c => Right(c, r => r with { Kind = "magic" }),
            "unknown_code",
            "ipRights[0].kind",
            "ip_right_missing",
            "ipRights"
        ),
        Error("an unknown clause", "C03", c => c with { RestrictiveClauses = ["rude"] }, "unknown_code", "restrictiveClauses[0]"),
        Error("an unknown currency", "C12", c => c with { Currency = "XXX" }, "unknown_code", "currency"),
        Error("no title", "C01", c => c with { Title = " " }, "title_missing", "title"),
        Error("no buyer", "C01", c => c with { Buyers = [] }, "party_missing", "buyers"),
        Error("a buyer without a name", "C01", c => Buyer(c, p => p with { Name = "", SealName = "" }), "party_missing", "buyers[0].name"),
        Error(
            "the seller as buyer",
            "C01",
            c => c with { Buyers = [c.Sellers[0] with { Representative = null, Phone = null, Address = null }] },
            "party_on_both_sides",
            "buyers[0]"
        ),
        Error("the same buyer twice", "C01", c => c with { Buyers = [c.Buyers[0], c.Buyers[0]] }, "party_on_both_sides", "buyers[1]"),
        Error("no credit code", "C01", c => Buyer(c, p => p with { Uscc = null }), "party_identifier_missing", "buyers[0].uscc"),
        Error(
            "no foreign number",
            "C12",
            c => Seller(c, p => p with { ForeignId = null }),
            "party_identifier_missing",
            "sellers[0].foreignId"
        ),
        Error(
            "no identity document",
            "C01",
            c => Buyer(c, p => p with { Kind = "400", Uscc = null }),
            "party_identifier_missing",
            "buyers[0].personId"
        ),
        Error(
            "a credit code with two digits swapped",
            "C01",
            c => Buyer(c, p => p with { Uscc = $"{p.Uscc![..4]}{p.Uscc[5]}{p.Uscc[4]}{p.Uscc[6..]}" }),
            "uscc_invalid",
            "buyers[0].uscc"
        ),
        Error(
            "a credit code in lower case",
            "C01",
            c => Buyer(c, p => p with { Uscc = p.Uscc!.ToLowerInvariant() }),
            "uscc_invalid",
            "buyers[0].uscc"
        ),
        Error("a credit code of zeros", "C01", c => Buyer(c, p => p with { Uscc = new('0', 18) }), "uscc_invalid", "buyers[0].uscc"),
        Error(
            "an identity number with a wrong check character",
            "C01",
            c => Buyer(c, p => p with { PersonId = "110105194912310021" }),
            "person_id_invalid",
            "buyers[0].personId"
        ),
        Warning(
            "a postcode that lost its zero",
            "C01",
            c => Buyer(c, p => p with { Postcode = "10000" }),
            "postcode_invalid",
            "buyers[0].postcode"
        ),
        Warning("a postcode of zeros", "C01", c => Buyer(c, p => p with { Postcode = "000000" }), "postcode_invalid", "buyers[0].postcode"),
        Warning(
            "a mobile number that lost a digit",
            "C01",
            c => Buyer(c, p => p with { Phone = "1390000000" }),
            "phone_invalid",
            "buyers[0].phone"
        ),
        Warning(
            "a telephone number as a large figure",
            "C01",
            c => Buyer(c, p => p with { Phone = "1.39E+10" }),
            "phone_invalid",
            "buyers[0].phone"
        ),
        Error(
            "the first year that a program knows",
            "C01",
            c => c with { EffectiveFrom = new(1, 1, 1) },
            "date_out_of_range",
            "effectiveFrom"
        ),
        Error(
            "the last year that a program knows",
            "C01",
            c => c with { EffectiveTo = new(9999, 12, 31) },
            "date_out_of_range",
            "effectiveTo"
        ),
        Error(
            "a due date of the year 1",
            "C01",
            c => c with { Instalments = [c.Instalments[0] with { DueOn = new(1, 1, 1) }, .. c.Instalments.Skip(1)] },
            "date_out_of_range",
            "instalments[0].dueOn"
        ),
        new(
            "a value that was meant in ten thousands",
            "C08",
            c => c with { ContractValue = Yuan.Of(38) },
            "maybe_ten_thousands",
            Severity.Info,
            "contractValue"
        ),
        Error("no region", "C01", c => Buyer(c, p => p with { Region = null }), "region_missing", "buyers[0].region"),
        Error("no seal", "C01", c => Buyer(c, p => p with { SealName = null }), "seal_name_differs", "buyers[0].sealName"),
        Error(
            "another seal",
            "C06",
            c => c with { Intermediary = c.Intermediary! with { SealName = "另一家公司" } },
            "seal_name_differs",
            "intermediary.sealName"
        ),
        Error(
            "no word on the signer",
            "C01",
            c => Buyer(c, p => p with { SignerAuthority = null }),
            "signer_authority_missing",
            "buyers[0].signerAuthority"
        ),
        Error(
            "signed by a laboratory",
            "C01",
            c => Seller(c, p => p with { SignerAuthority = SignerAuthority.None }),
            "signer_authority_missing",
            "sellers[0].signerAuthority"
        ),
        Error(
            "an agent without power of attorney",
            "C01",
            c => Seller(c, p => p with { SignerAuthority = SignerAuthority.PowerOfAttorney }),
            "paper_missing",
            "attachments"
        ),
        Error(
            "an end before the beginning",
            "C01",
            c => c with { EffectiveFrom = Today.AddDays(-1), EffectiveTo = Today.AddDays(-2) },
            "dates_out_of_order",
            "effectiveTo",
            "contract_expired",
            "effectiveTo"
        ),
        Error("signed tomorrow", "C01", c => c with { SignedOn = Today.AddDays(1) }, "signed_in_future", "signedOn"),
        Error("in force from tomorrow", "C01", c => c with { EffectiveFrom = Today.AddDays(1) }, "contract_not_in_force", "effectiveFrom"),
        Error("expired yesterday", "C01", c => c with { EffectiveTo = Today.AddDays(-1) }, "contract_expired", "effectiveTo"),
        Warning("filed 181 days after signing", "C01", c => c with { SignedOn = Today.AddDays(-181) }, "filed_late", "signedOn"),
        Warning("29 days of the term left", "C01", c => c with { EffectiveTo = Today.AddDays(29) }, "term_nearly_over", "effectiveTo"),
        Warning(
            "another signer than the legal representative",
            "C01",
            c => Buyer(c, p => p with { Representative = "代表人甲（虚构）", Signer = "签字人乙（虚构）" }),
            "signer_differs",
            "buyers[0].signer"
        ),
        Error("a rate without another currency", "C08", c => c with { ExchangeRate = 7.1m }, "exchange_rate_unneeded", "exchangeRate"),
        Error(
            "something in kind from an outsider",
            "C02",
            c => c with { InKind = [c.InKind[0] with { Party = "第三方（虚构）" }] },
            "in_kind_party_unknown",
            "inKind[0].party"
        ),
        Error("no value", "C08", c => c with { ContractValue = null }, "amount_missing", "contractValue"),
        Error(
            "a value of zero",
            "C08",
            c => c with { ContractValue = Yuan.Zero },
            "amount_missing",
            "contractValue",
            "technical_amount_out_of_range",
            "costLines"
        ),
        Warning(
            "an open price",
            "C06",
            c => c with { ValueStatus = ValueStatus.Undetermined, ContractValue = null },
            "value_undetermined",
            "valueStatus"
        ),
        Error("no original value", "C12", c => c with { OriginalValue = null }, "exchange_rate_missing", "originalValue"),
        Error("no rate", "C12", c => c with { ExchangeRate = null }, "exchange_rate_missing", "exchangeRate"),
        Error("no day of the rate", "C12", c => c with { ExchangeRateOn = null }, "exchange_rate_missing", "exchangeRateOn"),
        Error("a rate of tomorrow", "C12", c => c with { ExchangeRateOn = Today.AddDays(1) }, "exchange_rate_missing", "exchangeRateOn"),
        Error("another converted value", "C12", c => c with { ExchangeRate = 7.86m }, "converted_value_differs", "contractValue"),
        Error("an unknown type of cost", "C09", c => Line(c, l => l with { Type = "gold" }), "unknown_cost_line_type", "costLines[0].type"),
        Error(
            "quantity without price",
            "C09",
            c => Line(c, l => l with { Quantity = 2 }),
            "cost_line_arithmetic",
            "costLines[0].unitPrice"
        ),
        Error(
            "price without quantity",
            "C09",
            c => Line(c, l => l with { UnitPrice = Yuan.Of(2) }),
            "cost_line_arithmetic",
            "costLines[0].quantity"
        ),
        Error("a wrong product", "C15", c => Line(c, l => l with { Quantity = 3 }), "cost_line_arithmetic", "costLines[0].amount"),
        Error(
            "a reasonable quantity of material",
            "C13",
            c =>
                c with
                {
                    ClaimedTechnicalAmount = null,
                    CostLines = [c.CostLines[0], new("rawMaterial", "料", Yuan.Of(100), 10, Yuan.Of(10), 1)],
                },
            "reasonable_quantity_unfit",
            "costLines[1].reasonableQuantity"
        ),
        Error(
            "a reasonable quantity above the quantity",
            "C05",
            c => Line(c, l => l with { ReasonableQuantity = 4 }),
            "reasonable_quantity_unfit",
            "costLines[0].reasonableQuantity",
            "reasonable_quantity_unusual",
            "costLines[0].reasonableQuantity"
        ),
        Error(
            "a reasonable quantity of a lump sum",
            "C15",
            c => Line(c, l => l with { Quantity = null, UnitPrice = null, ReasonableQuantity = 1 }),
            "reasonable_quantity_unfit",
            "costLines[0].reasonableQuantity"
        ),
        Warning(
            "three sets kept",
            "C13",
            c => Line(c with { ClaimedTechnicalAmount = null }, l => l with { ReasonableQuantity = 3 }),
            "reasonable_quantity_unusual",
            "costLines[0].reasonableQuantity"
        ),
        Error(
            "another deduction",
            "C05",
            c => Line(c, l => l with { Deducted = Yuan.Of(2_100_000) }),
            "deduction_differs",
            "costLines[0].deducted"
        ),
        Error(
            "a claim of zero",
            "C01",
            c => c with { ClaimedTechnicalAmount = Yuan.Zero },
            "technical_amount_out_of_range",
            "claimedTechnicalAmount",
            "technical_amount_differs",
            "claimedTechnicalAmount"
        ),
        Error(
            "a claim above the value",
            "C01",
            c => c with { ClaimedTechnicalAmount = Yuan.Of(1_200_001) },
            "technical_amount_out_of_range",
            "claimedTechnicalAmount",
            "technical_amount_differs",
            "claimedTechnicalAmount"
        ),
        Error(
            "costs above the value",
            "C09",
            c => Line(c, l => l with { Amount = Yuan.Of(650_001) }),
            "technical_amount_out_of_range",
            "costLines"
        ),
        Error(
            "a claim of half",
            "C01",
            c => c with { ClaimedTechnicalAmount = Yuan.Of(600_000) },
            "technical_amount_differs",
            "claimedTechnicalAmount"
        ),
        Warning(
            "a claim of all although goods are in it",
            "C01",
            c => c with { ClaimedTechnicalAmount = c.ContractValue },
            "technical_amount_equals_total",
            "claimedTechnicalAmount"
        ),
        Warning("all sets kept", "C15", c => Line(c, l => l with { ReasonableQuantity = 2 }), "technical_amount_equals_total", "costLines"),
        Error("no instalments", "C01", c => c with { Instalments = [] }, "instalments_missing", "instalments"),
        Error(
            "instalments short of a fen",
            "C01",
            c => c with { Instalments = [.. c.Instalments.Skip(1), new(Yuan.Of(479_999.99m))] },
            "instalments_do_not_add_up",
            "instalments"
        ),
        Error("a royalty of nothing", "C06", c => c with { Royalty = null }, "royalty_missing", "royalty"),
        Error(
            "no entrance fee",
            "C06",
            c => c with { Royalty = c.Royalty! with { EntranceFee = null, EstimatedTotal = c.ContractValue } },
            "royalty_missing",
            "royalty.entranceFee"
        ),
        Error(
            "an estimate that does not add up",
            "C06",
            c => c with { Royalty = c.Royalty! with { EstimatedTotal = Yuan.Of(1) } },
            "royalty_does_not_add_up",
            "contractValue"
        ),
        Error("a royalty of zero", "C06", c => c with { Royalty = c.Royalty! with { Rate = 0 } }, "royalty_missing", "royalty.rate"),
        Error("a royalty on nothing", "C06", c => c with { Royalty = c.Royalty! with { Base = " " } }, "royalty_missing", "royalty.base"),
        Error("a share of zero", "C14", c => c with { Equity = c.Equity! with { Share = 0 } }, "equity_missing", "equity.share"),
        Error(
            "a company without a name",
            "C14",
            c => c with { Equity = c.Equity! with { Company = "" } },
            "equity_missing",
            "equity.company"
        ),
        Error("shares of nothing", "C14", c => c with { Equity = null }, "equity_missing", "equity"),
        Error("a licence without terms", "C07", c => c with { Licence = null }, "licence_missing", "licence"),
        Error("a patent assignment without a patent", "C03", c => c with { IpRights = [] }, "ip_right_missing", "ipRights"),
        Error(
            "a software licence naming a patent",
            "C07",
            c => Right(c, r => r with { Kind = "inventionPatent" }),
            "ip_right_missing",
            "ipRights"
        ),
        Error(
            "a lapsed patent",
            "C03",
            c => Right(c, r => r with { ExpiresOn = c.SignedOn.AddDays(-1) }),
            "ip_right_lapsed",
            "ipRights[0].expiresOn"
        ),
        Warning(
            "a licence beyond the patent",
            "C06",
            c => Right(c, r => r with { ExpiresOn = c.EffectiveTo.AddDays(-1) }),
            "licence_outlives_right",
            "ipRights[0].expiresOn"
        ),
        Error("no contract text", "C08", c => c, "paper_missing", "attachments") with
        {
            WithoutAttachment = "contract",
        },
        Error("no cost list", "C09", c => c, "paper_missing", "attachments") with
        {
            WithoutAttachment = "costList",
        },
        Error("no proof of the right", "C03", c => c, "paper_missing", "attachments") with
        {
            WithoutAttachment = "ipProof",
        },
        Error("no statement of title", "C05", c => c, "paper_missing", "attachments") with
        {
            WithoutAttachment = "rightsStatement",
        },
        Error("no task book", "C15", c => c, "paper_missing", "attachments") with
        {
            WithoutAttachment = "taskBook",
        },
        Error("no import certificate", "C12", c => c, "paper_missing", "attachments") with
        {
            WithoutAttachment = "importExportCertificate",
        },
        Error("no Chinese copy", "C12", c => c, "chinese_copy_missing", "attachments") with
        {
            WithoutAttachment = "chineseCopy",
        },
        Error("no statement of consistency", "C12", c => c, "chinese_copy_missing", "attachments") with
        {
            WithoutAttachment = "consistencyStatement",
        },
        Error(
            "a clause that forbids a challenge",
            "C03",
            c => c with { RestrictiveClauses = ["forbidsChallenge"] },
            "forbidden_clause",
            "restrictiveClauses[0]"
        ),
        Error("no import number", "C12", c => c with { ImportExportNumber = null }, "import_export_number_missing", "importExportNumber"),
        Error("no intermediary", "C11", c => c with { Intermediary = null }, "intermediary_missing", "intermediary"),
        Warning("no linked contract", "C11", c => c with { LinkedContract = null }, "linked_contract_missing", "linkedContract"),
        Warning("related parties", "C01", c => c with { RelatedParty = true }, "related_party", "relatedParty"),
        Warning("a share of ownership, not declared", "C01", c => c with { RelatedOwnership = 0.3m }, "related_party_hint", "relatedParty"),
        Warning(
            "the same representative",
            "C01",
            c => Buyer(c, p => p with { Representative = c.Sellers[0].Representative, Signer = null }),
            "related_party_hint",
            "buyers[0].representative"
        ),
        Warning(
            "the same telephone",
            "C01",
            c => Buyer(c, p => p with { Phone = c.Sellers[0].Phone }),
            "related_party_hint",
            "buyers[0].phone"
        ),
        Warning(
            "the same address",
            "C01",
            c => Buyer(c, p => p with { Address = c.Sellers[0].Address }),
            "related_party_hint",
            "buyers[0].address"
        ),
        Warning(
            "a licence of six years in a contract of five",
            "C12",
            c => c with { Licence = c.Licence! with { Years = 6 } },
            "licence_outlives_contract",
            "licence.years"
        ),
        Warning("a contribution filed as development", "C14", c => c with { Kind = "D1" }, "equity_kind_differs", "kind"),
        new("one scan for all attachments", "C01", c => c, "same_file_attached", Severity.Info, "attachments") { OneFile = true },
        Warning("servers in the title", "C09", c => c with { Title = "服务器采购" }, "maybe_standard_software", "title"),
        Warning("a staff course in the title", "C10", c => c with { Title = "员工培训" }, "maybe_staff_training", "title"),
        Warning("building work in the title", "C09", c => c with { Title = "厂房装修" }, "maybe_construction", "title"),
        Warning(
            "mostly building work",
            "C09",
            c => Line(c, l => l with { Type = "construction", Amount = Yuan.Of(325_000.01m) }),
            "maybe_construction",
            "costLines"
        ),
    ];

    private static RuleCase Error(string name, string sample, Func<ContractContent, ContractContent> change, string code, string path) =>
        new(name, sample, change, code, Severity.Error, path);

    private static RuleCase Error(
        string name,
        string sample,
        Func<ContractContent, ContractContent> change,
        string code,
        string path,
        string secondCode,
        string secondPath
    ) => Error(name, sample, change, code, path) with { Also = (secondCode, secondPath) };

    private static RuleCase Warning(string name, string sample, Func<ContractContent, ContractContent> change, string code, string path) =>
        new(name, sample, change, code, Severity.Warning, path);

    private static ContractContent Seller(ContractContent c, Func<Party, Party> change) => c with { Sellers = [change(c.Sellers[0])] };

    private static ContractContent Buyer(ContractContent c, Func<Party, Party> change) => c with { Buyers = [change(c.Buyers[0])] };

    private static ContractContent Line(ContractContent c, Func<CostLine, CostLine> change) =>
        c with
        {
            CostLines = [change(c.CostLines[0]), .. c.CostLines.Skip(1)],
        };

    private static ContractContent Right(ContractContent c, Func<IpRight, IpRight> change) => c with { IpRights = [change(c.IpRights[0])] };
}
