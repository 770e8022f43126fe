using System.Globalization;
using System.Text.Json.Serialization;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Rules;

/// <summary>The registration rules of one period, as its file in <c>RuleSets/</c> states them.</summary>
public sealed record RuleSet : IDated
{
    public required string Id { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>The instruments that this file puts into data.</summary>
    public required IReadOnlyList<Citation> Instruments { get; init; }
    public required TimeLimits TimeLimits { get; init; }
    public required LargeCases LargeCases { get; init; }
    public required NumberPattern RegistrationNumber { get; init; }
    public required Office RegistrarOffice { get; init; }
    public required IReadOnlyList<SubKind> SubKinds { get; init; }
    public required IReadOnlyList<RequiredAttachment> Papers { get; init; }
    public required IReadOnlyList<CostLineType> CostLineTypes { get; init; }
    public required IReadOnlyList<NamedRule> RestrictiveClauses { get; init; }
    public required IReadOnlyList<OtherContractSign> OtherContractHints { get; init; }
    public required IReadOnlyList<NamedRule> CorrectionReasons { get; init; }
    public required IReadOnlyList<NamedRule> RefusalReasons { get; init; }

    /// <summary>The tests that a contract must meet to be recognised, by kind.</summary>
    public required IReadOnlyList<CheckList> CheckLists { get; init; }
    public required LateFiling LateFiling { get; init; }

    /// <summary>Fields in which a slip can be put right without a change, as in <c>sellers[].name</c>.</summary>
    public required IReadOnlyList<string> ClericalFields { get; init; }

    /// <summary>What the findings of the pre-check rest on, by their code.</summary>
    public required IReadOnlyList<FindingSource> FindingSources { get; init; }

    public SubKind? SubKind(string code) => SubKinds.FirstOrDefault(k => k.Code == code);

    /// <summary>The recognition tests of a sub-kind.</summary>
    public IReadOnlyList<NamedRule> TestsOf(string kind) => [.. CheckLists.Where(l => l.Kinds.Contains(kind)).SelectMany(l => l.Tests)];

    /// <summary>The source of a finding; null where it rests on plain logic.</summary>
    public Citation? SourceOf(string findingCode) => FindingSources.FirstOrDefault(s => s.Codes.Contains(findingCode))?.Citation;

    public CostLineType? CostLineType(string code) => CostLineTypes.FirstOrDefault(t => t.Code == code);

    /// <summary>The clock that starts on a day of acceptance.</summary>
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

/// <summary>What days a limit counts.</summary>
public enum DayType
{
    Working,
    Calendar,
}

/// <summary>How long the registrar has after acceptance.</summary>
/// <param name="DueSoonWorkingDays">From so many working days before its due date a contract counts as due soon.</param>
public sealed record TimeLimits(DayType DayType, int Days, int ExpertReviewDays, int DueSoonWorkingDays, Citation Citation);

/// <summary>Which amount a threshold looks at.</summary>
public enum ThresholdBasis
{
    ContractValue,
    TechnicalAmount,
}

/// <summary>From which amount a contract is large and needs an approver.</summary>
public sealed record LargeCases(Yuan Threshold, ThresholdBasis Basis, Citation Citation)
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

/// <summary>How registration numbers are made up.</summary>
/// <param name="Region">First digits of the region.</param>
/// <param name="Registrar">Code of the registration body.</param>
/// <param name="SerialDigits">Length of the serial number.</param>
public sealed record NumberPattern(string Region, string Registrar, int SerialDigits, Citation Citation)
{
    /// <summary>The series that the number of a decision comes from: one per registrar and year.</summary>
    public string Series(DateOnly decidedOn) => $"{Region}{Registrar}-{decidedOn:yyyy}";

    /// <summary>The number: region, registrar, year, serial. A serial that does not fit is an error of configuration and throws.</summary>
    public string Format(DateOnly decidedOn, long serial)
    {
        var digits = serial.ToString($"D{SerialDigits}", CultureInfo.InvariantCulture);
        if (serial < 1 || digits.Length > SerialDigits)
            throw new ArgumentOutOfRangeException(nameof(serial), serial, $"A serial number has {SerialDigits} digits.");
        return $"{Region}{Registrar}{decidedOn:yyyy}{digits}";
    }

    /// <summary>The series and serial of a number of this registrar; null when it is another's.</summary>
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

/// <summary>The registration body.</summary>
/// <param name="Id">Its credit code: stable, whatever the office is called.</param>
public sealed record Office(string Id, Text Name, Confidence Confidence);

/// <summary>A sub-kind of contract under one rule set.</summary>
/// <param name="Code">Code of the table <c>kind</c>.</param>
/// <param name="Category">The kind that it counts under: D, T, L, C or S.</param>
/// <param name="Rights">IP kinds of which the contract must name at least one; empty where none is needed.</param>
public sealed record SubKind(string Code, string Category, IReadOnlyList<string> Rights)
{
    /// <summary>Its name, from the code table.</summary>
    [JsonIgnore]
    public Text Name { get; init; }
}

/// <summary>When a paper is needed.</summary>
public enum AttachmentCondition
{
    Always,

    /// <summary>Accepted, never demanded by the form.</summary>
    Optional,
    CostLines,
    PlanProject,
    AgentSigned,
    ForeignLanguage,
    CrossBorder,
}

/// <summary>A paper to hand in.</summary>
/// <param name="Kinds">Sub-kinds it concerns; empty for all.</param>
public sealed record RequiredAttachment(
    string Kind,
    Text Name,
    AttachmentCondition Condition,
    IReadOnlyList<string> Kinds,
    Citation Citation
)
{
    /// <summary>True when this contract needs the paper.</summary>
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

/// <summary>A type of non-technical cost.</summary>
/// <param name="Goods">True for things, false for work and fees.</param>
/// <param name="ReasonableQuantity">True when a reasonable quantity of it may stay in the technical amount.</param>
/// <param name="UsualQuantity">How many are usual; null where the rules name no number.</param>
public sealed record CostLineType(string Code, Text Name, bool Goods, bool ReasonableQuantity, decimal? UsualQuantity, Citation Citation);

/// <summary>The recognition tests of some sub-kinds.</summary>
public sealed record CheckList(IReadOnlyList<string> Kinds, IReadOnlyList<NamedRule> Tests);

/// <summary>When a submission is late: it passes with a reason.</summary>
/// <param name="DaysAfterSigning">Calendar days.</param>
/// <param name="DaysBeforeEnd">Calendar days of the term that should be left.</param>
public sealed record LateFiling(int DaysAfterSigning, int DaysBeforeEnd, Citation Citation);

/// <summary>What some findings rest on.</summary>
public sealed record FindingSource(IReadOnlyList<string> Codes, Citation Citation);

/// <summary>A coded reason, clause or test.</summary>
public sealed record NamedRule(string Code, Text Name, Citation Citation);

/// <summary>What on the form points at a contract that is no technology contract.</summary>
/// <param name="Code">Code of the finding.</param>
/// <param name="TitleWords">Words of the title that point there.</param>
/// <param name="CostLineType">A cost-line type that points there when it is more than half of the value; null for none.</param>
/// <param name="Message">What to do.</param>
public sealed record OtherContractSign(
    string Code,
    IReadOnlyList<string> TitleWords,
    string? CostLineType,
    Text Message,
    Citation Citation
);
