using System.Globalization;
using System.Text.Json.Serialization;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Rules;

/// <summary>The registration rules of a period, from a file in <c>RuleSets/</c>.</summary>
public sealed record RuleSet : IDated
{
    public required string Id { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }

    public required IReadOnlyList<Citation> Instruments { get; init; }

    /// <summary>Time limits of the examination.</summary>
    public required TimeLimits TimeLimits { get; init; }

    /// <summary>Which contracts need an approver besides.</summary>
    public required LargeContractRule LargeCases { get; init; }

    /// <summary>How registration numbers are made.</summary>
    public required NumberPattern RegistrationNumber { get; init; }

    /// <summary>The registration office.</summary>
    public required Office RegistrarOffice { get; init; }

    /// <summary>The kinds of contract.</summary>
    public required IReadOnlyList<SubKind> SubKinds { get; init; }

    /// <summary>The attachments that are required.</summary>
    public required IReadOnlyList<RequiredAttachment> Papers { get; init; }

    /// <summary>Types of non-technical costs.</summary>
    public required IReadOnlyList<CostLineType> CostLineTypes { get; init; }

    /// <summary>Clauses that restrict technology (民法典 art. 850).</summary>
    public required IReadOnlyList<NamedRule> RestrictiveClauses { get; init; }

    /// <summary>Signs that a contract is no technology contract.</summary>
    public required IReadOnlyList<OtherContractSign> OtherContractHints { get; init; }

    /// <summary>Reasons for a return.</summary>
    public required IReadOnlyList<NamedRule> CorrectionReasons { get; init; }

    /// <summary>Reasons for a refusal.</summary>
    public required IReadOnlyList<NamedRule> RefusalReasons { get; init; }

    /// <summary>Tests for recognition (认定) as a technology contract, by sub-kind.</summary>
    public required IReadOnlyList<CheckList> CheckLists { get; init; }

    /// <summary>What counts as a late filing.</summary>
    public required LateFiling LateFiling { get; init; }

    /// <summary>Fields in which a clerical slip can be corrected without a change, such as <c>sellers[].name</c>.</summary>
    public required IReadOnlyList<string> ClericalFields { get; init; }

    /// <summary>Legal basis of the pre-check's findings, by finding code.</summary>
    public required IReadOnlyList<FindingSource> FindingSources { get; init; }

    public SubKind? SubKind(string code) => SubKinds.FirstOrDefault(k => k.Code == code);

    /// <summary>A sub-kind may be in several check-lists.</summary>
    public IReadOnlyList<NamedRule> TestsOf(string kind) => [.. CheckLists.Where(l => l.Kinds.Contains(kind)).SelectMany(l => l.Tests)];

    /// <summary>Null if the finding needs no legal basis, such as one on arithmetic.</summary>
    public Citation? SourceOf(string findingCode) => FindingSources.FirstOrDefault(s => s.Codes.Contains(findingCode))?.Citation;

    public CostLineType? CostLineType(string code) => CostLineTypes.FirstOrDefault(t => t.Code == code);

    public Clock StartClock(DateOnly acceptedOn, bool expertReview, WorkingCalendar calendar)
    {
        var days = expertReview ? TimeLimits.ExpertReviewDays : TimeLimits.Days;
        return TimeLimits.DayType switch
        {
            DayType.Working when calendar.After(acceptedOn, days) is var due => new(
                acceptedOn,
                due.Date,
                days,
                null,
                expertReview,
                due.Provisional
            ),
            DayType.Calendar => new(acceptedOn, acceptedOn.AddDays(days), null, days, expertReview, false),
        };
    }
}

public enum DayType
{
    Working,
    Calendar,
}

/// <summary>Time limits of the registrar, counted from acceptance.</summary>
/// <param name="DayType">Whether days are working days or calendar days.</param>
/// <param name="Days">Number of days for the decision.</param>
/// <param name="ExpertReviewDays">Number of days for the decision with an expert review.</param>
/// <param name="DueSoonWorkingDays">Number of working days before the due date from which a contract counts as due soon.</param>
public sealed record TimeLimits(DayType DayType, int Days, int ExpertReviewDays, int DueSoonWorkingDays, Citation Citation);

/// <summary>Which amount of a contract decides whether it is large and needs an approver.</summary>
public enum ThresholdBasis
{
    ContractValue,
    TechnicalAmount,
}

/// <param name="Threshold">Value from which a contract counts as large.</param>
/// <param name="Basis">The value that is compared with the threshold.</param>
public sealed record LargeContractRule(Yuan Threshold, ThresholdBasis Basis, Citation Citation)
{
    public bool Include(Yuan contractValue, Yuan technicalAmount) =>
        Threshold
        <= Basis switch
        {
            ThresholdBasis.ContractValue => contractValue,
            ThresholdBasis.TechnicalAmount => technicalAmount,
        };

    [JsonIgnore]
    public Text BasisName =>
        Basis switch
        {
            ThresholdBasis.ContractValue => new("合同成交额", "contract value"),
            ThresholdBasis.TechnicalAmount => new("技术交易额", "technical amount"),
        };
}

/// <summary>Composition of registration numbers: region, registrar, year, serial number.</summary>
/// <param name="Registrar">Code of the registration office, digits only.</param>
/// <param name="SerialDigits">1 to 12; the serial number is padded with zeros.</param>
public sealed record NumberPattern(string Region, string Registrar, int SerialDigits, Citation Citation)
{
    public string Series(DateOnly decidedOn) => $"{Region}{Registrar}-{decidedOn:yyyy}";

    /// <summary>Throws if the serial number does not fit, which is a configuration error.</summary>
    public string Format(DateOnly decidedOn, long serial)
    {
        var digits = serial.ToString($"D{SerialDigits}", CultureInfo.InvariantCulture);
        if (serial < 1 || digits.Length > SerialDigits)
            throw new ArgumentOutOfRangeException(nameof(serial), serial, $"A serial number has {SerialDigits} digits.");
        return $"{Region}{Registrar}{decidedOn:yyyy}{digits}";
    }

    /// <summary>Null for numbers of other offices.</summary>
    public (string Series, long Serial)? SerialOf(string number)
    {
        var body = $"{Region}{Registrar}";
        if (
            number.Length != body.Length + 4 + SerialDigits
            || !number.All(char.IsAsciiDigit)
            || !number.StartsWith(body, StringComparison.Ordinal)
        )
            return null;
        var serial = long.Parse(number.AsSpan(body.Length + 4), NumberStyles.None, CultureInfo.InvariantCulture);
        return serial < 1 ? null : ($"{body}-{number.AsSpan(body.Length, 4)}", serial);
    }
}

/// <param name="Id">USCC of the office, which stays the same when the office is renamed.</param>
/// <param name="Confidence">How certain the source of the name is.</param>
public sealed record Office(string Id, Text Name, Confidence Confidence);

/// <param name="Code">Code from the code table kind.</param>
/// <param name="Category">Main kind: D, T, L, C or S.</param>
/// <param name="Rights">Kinds of rights of which the contract must name at least one; empty if it needs none.</param>
public sealed record SubKind(string Code, string Category, IReadOnlyList<string> Rights)
{
    /// <summary>Filled from the code table when the file is loaded.</summary>
    [JsonIgnore]
    public Text Name { get; init; }
}

public enum AttachmentCondition
{
    Always,

    /// <summary>Accepted but never required.</summary>
    Optional,
    CostLines,
    PlanProject,
    AgentSigned,
    ForeignLanguage,
    CrossBorder,
}

/// <param name="Kind">Kind of attachment, as uploads name it.</param>
/// <param name="Condition">When the attachment is required.</param>
/// <param name="Kinds">Sub-kinds of contracts that need the attachment; empty for all.</param>
public sealed record RequiredAttachment(
    string Kind,
    Text Name,
    AttachmentCondition Condition,
    IReadOnlyList<string> Kinds,
    Citation Citation
)
{
    /// <summary>Working days after the submission within which the attachment may follow (容缺); null if it must be there at the
    /// submission.</summary>
    public int? FollowsWithin { get; init; }

    public bool IsNeededFor(ContractContent content) =>
        (Kinds.Count == 0 || Kinds.Contains(content.Kind))
        && Condition switch
        {
            AttachmentCondition.Always => true,
            AttachmentCondition.Optional => false,
            AttachmentCondition.CostLines => content.CostLines.Count > 0,
            AttachmentCondition.PlanProject => content.PlanSource != NoPlan,
            AttachmentCondition.AgentSigned => content.AllParties().Any(p => p.Party.SignerAuthority == SignerAuthority.PowerOfAttorney),
            AttachmentCondition.ForeignLanguage => content.Language != Chinese,
            AttachmentCondition.CrossBorder => content.IsCrossBorder(),
        };

    private const string NoPlan = "none";
    private const string Chinese = "zh";
}

/// <param name="Goods">True for goods, false for work and fees.</param>
/// <param name="ReasonableQuantity">True if a reasonable quantity may stay in the technical amount.</param>
/// <param name="UsualQuantity">Usual reasonable number of units; null if the rules name none.</param>
public sealed record CostLineType(string Code, Text Name, bool Goods, bool ReasonableQuantity, decimal? UsualQuantity, Citation Citation);

/// <param name="Kinds">Sub-kind codes for which the tests are asked.</param>
/// <param name="Tests">The tests (认定要件).</param>
public sealed record CheckList(IReadOnlyList<string> Kinds, IReadOnlyList<NamedRule> Tests);

/// <summary>Limits after which a submission counts as late; it then needs a reason.</summary>
/// <param name="DaysAfterSigning">Calendar days after the signing.</param>
/// <param name="DaysBeforeEnd">Calendar days of the term that must remain.</param>
public sealed record LateFiling(int DaysAfterSigning, int DaysBeforeEnd, Citation Citation);

/// <param name="Codes">Codes of the findings that follow the source.</param>
public sealed record FindingSource(IReadOnlyList<string> Codes, Citation Citation);

/// <summary>Used for correction and refusal reasons, restrictive clauses and recognition tests.</summary>
public sealed record NamedRule(string Code, Text Name, Citation Citation);

/// <summary>A sign that a contract may not be a technology contract.</summary>
/// <param name="Code">Code of the finding that is reported.</param>
/// <param name="TitleWords">Words in the title that count as the sign.</param>
/// <param name="CostLineType">Cost-line type that counts as the sign if it makes up more than half of the value; null for none.</param>
public sealed record OtherContractSign(
    string Code,
    IReadOnlyList<string> TitleWords,
    string? CostLineType,
    Text Message,
    Citation Citation
);
