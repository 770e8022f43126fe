using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>Data of a past registration that are not part of the contract content.</summary>
/// <param name="Number">National registration number (全国登记编号).</param>
/// <param name="Kind">The sub-kind under which the contract was registered; the content has the claimed one.</param>
/// <param name="TechnicalAmount">技术交易额 as assessed, yuan.</param>
public sealed record PastRegistration(
    string Number,
    DateOnly RegisteredOn,
    string Kind,
    Yuan TechnicalAmount,
    IReadOnlyList<CostLine> CostLines,
    string? Remarks
);

/// <param name="Content">Complete only if there are no errors.</param>
/// <param name="Past">Null for a row that becomes a draft.</param>
public sealed record ContractRow(ContractContent Content, PastRegistration? Past, IReadOnlyList<ProblemError> Errors)
{
    /// <summary>Remarks on cells whose value was adjusted, such as replaced line breaks.</summary>
    public IReadOnlyList<ProblemError> Notices { get; init; } = [];

    /// <param name="layout">Headings of the imported sheet, for error messages; null to use the headings of the form.</param>
    public static ContractRow Read(ImportRow row, ImportMode mode, CodeTables codes, SheetLayout? layout = null)
    {
        var cells = new RowReader(row, codes, layout);
        var kind = cells.NeededCode(NationalForm.Kind, "kind");
        var value = cells.Money(NationalForm.Value);
        var technicalAmount = cells.Money(NationalForm.TechnicalAmount);
        var claimed = cells.Money(NationalForm.ClaimedTechnicalAmount);
        var costLines = cells.List<CostLine>("costlines");
        var isHistorical = mode == ImportMode.Historical;
        var content = new ContractContent
        {
            Kind = cells.Code(NationalForm.ClaimedKind, "kind") ?? kind,
            Title = cells.NeededLine(NationalForm.Title),
            Sellers = [ReadParty(cells, PartyColumns.Seller), .. cells.List<Party>(NationalForm.MoreSellers)],
            Buyers = [ReadParty(cells, PartyColumns.Buyer), .. cells.List<Party>(NationalForm.MoreBuyers)],
            Intermediary = IsFilled(row, PartyColumns.Intermediary) ? ReadParty(cells, PartyColumns.Intermediary) : null,
            SignedOn = cells.NeededDate(NationalForm.SignedOn),
            EffectiveFrom = cells.NeededDate(NationalForm.EffectiveFrom),
            EffectiveTo = cells.NeededDate(NationalForm.EffectiveTo),
            ContractValue = value,
            // The national form has no price status: a given amount counts as fixed.
            ValueStatus =
                cells.Word<ValueStatus>("valuestatus", Chinese, "valueStatus")
                ?? (value is null ? ValueStatus.Undetermined : ValueStatus.Fixed),
            Currency = cells.Code("currency", "currency") ?? "CNY",
            OriginalValue = cells.Number("originalvalue"),
            ExchangeRate = cells.Number("exchangerate"),
            ExchangeRateOn = cells.Date("exchangerateon"),
            InKind = cells.List<InKindPart>("inkind"),
            CostLines = cells.Has(NationalForm.ClaimedCostLines) ? cells.List<CostLine>(NationalForm.ClaimedCostLines) : costLines,
            ClaimedTechnicalAmount = claimed ?? (isHistorical ? null : technicalAmount),
            PaymentMode =
                cells.Word<PaymentMode>(NationalForm.PaymentMode, Chinese, "paymentMode")
                ?? cells.Missing<PaymentMode?>(NationalForm.PaymentMode)
                ?? default,
            Instalments = cells.List<Instalment>("instalments"),
            Royalty = ReadRoyalty(cells),
            Equity = ReadEquity(cells),
            TechnicalField = cells.NeededCode(NationalForm.TechnicalField, "technicalField"),
            IpKind = cells.NeededCode(NationalForm.IpKind, "ipKind"),
            IpRights = cells.List<IpRight>("iprights"),
            AchievementId = cells.Line("achievementid"),
            LinkedContract = cells.Line("linkedcontract"),
            Licence = ReadLicence(cells),
            PlanSource = cells.NeededCode(NationalForm.PlanSource, "planSource"),
            Industry = cells.NeededCode(NationalForm.Industry, "industry"),
            SocioEconomicGoal = cells.NeededCode(NationalForm.Goal, "socioEconomicGoal"),
            RelatedParty = cells.NeededYesNo(NationalForm.RelatedParty),
            RelatedOwnership = cells.Share("relatedownership"),
            ImportExportNumber = cells.Line("importexportnumber"),
            Language = cells.Line("language") ?? "zh",
            RestrictiveClauses = cells.List<string>("restrictiveclauses"),
        };
        var past = isHistorical ? ReadPast(cells, kind, technicalAmount, costLines) : null;
        return new(content, past, cells.Errors) { Notices = cells.Notices };
    }

    private static PastRegistration ReadPast(RowReader cells, string kind, Yuan? technicalAmount, IReadOnlyList<CostLine> costLines)
    {
        if (!cells.Has(NationalForm.Value))
            cells.Missing<Yuan>(NationalForm.Value);
        return new(
            Plain(cells.Typed(NationalForm.NationalNumber)) ?? cells.NeededLine(NationalForm.NationalNumber),
            cells.NeededDate(NationalForm.RegisteredOn),
            kind,
            technicalAmount ?? cells.Missing<Yuan?>(NationalForm.TechnicalAmount) ?? Yuan.Zero,
            costLines,
            cells.Text(NationalForm.Remarks)
        );
    }

    private static Party ReadParty(RowReader cells, PartyColumns names)
    {
        IEnumerable<BodyFlag> Flags()
        {
            if (cells.YesNo(names.TransferBody) == true)
                yield return BodyFlag.TransferBody;
            if (cells.YesNo(names.ResearchBody) == true)
                yield return BodyFlag.ResearchBody;
            if (cells.YesNo(names.ConvertedInstitute) == true)
                yield return BodyFlag.ConvertedInstitute;
        }

        return new()
        {
            Uscc = Plain(cells.Typed(names.Uscc)),
            ForeignId = cells.Line(names.ForeignId),
            PersonId = Plain(cells.Typed(names.PersonId)),
            Name = cells.NeededLine(names.Name),
            Kind = cells.NeededCode(names.Kind, "partyKind"),
            Region = cells.Code(names.Region, "region"),
            Country = cells.Code(names.Country, "country") ?? "142",
            InZone = cells.YesNo(names.InZone) ?? false,
            Address = cells.Line(names.Address),
            Postcode = cells.Line(names.Postcode),
            Representative = cells.Line(names.Representative),
            Contact = cells.Line(names.Contact),
            Phone = cells.Line(names.Phone),
            SealName = cells.Line(names.SealName),
            Signer = cells.Line(names.Signer),
            SignerAuthority = cells.Word<SignerAuthority>(names.SignerAuthority, Chinese),
            Listed = cells.YesNo(names.Listed),
            Scale = cells.Word<CompanyScale>(names.Scale, Chinese),
            NationalZone = cells.YesNo(names.NationalZone),
            BodyFlags = [.. Flags()],
        };
    }

    private static string? Plain(string? code) => code is null ? null : PlainCode.Of(code);

    private static Royalty? ReadRoyalty(RowReader cells)
    {
        if (!AnyOf(cells, "royalty_base", "royalty_rate", "royalty_entrancefee", "royalty_estimatedtotal"))
            return null;
        return new(
            cells.NeededLine("royalty_base"),
            cells.Share("royalty_rate") ?? cells.Missing<decimal?>("royalty_rate") ?? 0,
            cells.Money("royalty_entrancefee"),
            cells.Money("royalty_estimatedtotal")
        );
    }

    private static Equity? ReadEquity(RowReader cells) =>
        AnyOf(cells, "equity_share", "equity_company")
            ? new(cells.Share("equity_share") ?? cells.Missing<decimal?>("equity_share") ?? 0, cells.NeededLine("equity_company"))
            : null;

    private static Licence? ReadLicence(RowReader cells) =>
        AnyOf(cells, "licence_mode", "licence_years", "licence_territory")
            ? new(
                cells.Word<LicenceMode>("licence_mode", Chinese) ?? cells.Missing<LicenceMode?>("licence_mode") ?? default,
                cells.Number("licence_years") ?? cells.Missing<decimal?>("licence_years") ?? 0,
                cells.NeededLine("licence_territory")
            )
            : null;

    private static bool AnyOf(RowReader cells, params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (cells.Has(column))
                return true;
        }
        return false;
    }

    private static bool IsFilled(ImportRow row, PartyColumns names) =>
        row.Cells.Keys.Any(c => c.StartsWith($"{names.Prefix}_", StringComparison.Ordinal));

    private static string Chinese(ValueStatus status) =>
        status switch
        {
            ValueStatus.Fixed => "已确定|确定",
            ValueStatus.Estimated => "暂估|预估|估算",
            ValueStatus.Undetermined => "待定|未确定|尚未确定",
        };

    private static string Chinese(PaymentMode mode) =>
        mode switch
        {
            PaymentMode.Once => "一次总付|一次支付",
            PaymentMode.Instalments => "分期支付|分期付款",
            PaymentMode.Royalty => "提成支付|提成",
            PaymentMode.EntranceFeeAndRoyalty => "提成支付附加预付入门费|入门费加提成",
            PaymentMode.Equity => "技术入股|技术作价入股",
            PaymentMode.UseFirst => "先使用后付费",
            PaymentMode.Other => "其他",
        };

    private static string Chinese(SignerAuthority authority) =>
        authority switch
        {
            SignerAuthority.LegalRepresentative => "法定代表人",
            SignerAuthority.PowerOfAttorney => "授权委托|委托代理人",
            SignerAuthority.None => "无",
        };

    private static string Chinese(CompanyScale scale) =>
        scale switch
        {
            CompanyScale.Large => "大型|大型企业|大",
            CompanyScale.Medium => "中型|中型企业|中",
            CompanyScale.Small => "小型|小型企业|小",
            CompanyScale.Micro => "微型|微型企业|微",
        };

    private static string Chinese(LicenceMode mode) =>
        mode switch
        {
            LicenceMode.Exclusive => "独占|独占许可",
            LicenceMode.Sole => "排他|排他许可",
            LicenceMode.Ordinary => "普通|普通许可",
        };
}
