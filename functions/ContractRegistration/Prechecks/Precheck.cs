using TechTransfer.ContractRegistration.Amounts;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks.Rules;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Prechecks;

/// <param name="TechnicalAmount">
/// Technical amount calculated from value and cost lines, yuan; null if the value is missing or the cost lines have errors.
/// </param>
/// <param name="Clock">The clock as it would run if the contract were accepted today.</param>
public sealed record PrecheckResult(Yuan? TechnicalAmount, IReadOnlyList<Finding> Findings, Clock Clock, IReadOnlyList<Step> Steps)
{
    public IEnumerable<Finding> Errors => Findings.Where(f => f.Severity == Severity.Error);
}

/// <summary>The pre-check of a contract's content. The dry run and the submission use the same rules.</summary>
public static class Precheck
{
    /// <summary>Rules that even a draft must meet; all other rules rely on them.</summary>
    public static IReadOnlyList<PrecheckRule> ShapeRules { get; } =
    [new ListItemsAreGiven(), new ListsFit(), new TextsFit(), new FiguresAreInRange()];

    public static IReadOnlyList<PrecheckRule> CostLineRules { get; } =
    [
        new CostLineTypesAreKnown(),
        new CostLinesMultiply(),
        new ReasonableQuantityFitsTheLine(),
        new ReasonableQuantityIsUsual(),
        new DeductionsFollowFromTheLines(),
    ];

    public static IReadOnlyList<PrecheckRule> ContentRules { get; } =
    [
        new KindIsKnown(),
        new CodesAreInTheirTables(),
        new TitleIsGiven(),
        new TextsCanBePrinted(),
        new BothSidesAreNamed(),
        new NoPartyIsOnBothSides(),
        new PartiesHaveTheirIdentifier(),
        new CreditCodesAreGenuine(),
        new PersonIdsAreGenuine(),
        new PostcodesAreChinese(),
        new PhonesCanBeDialled(),
        new DomesticPartiesHaveARegion(),
        new SealNamesAreThePartyNames(),
        new SignersHadAuthority(),
        new LegalRepresentativeSigned(),
        new DatesAreOfThisTime(),
        new DatesAreInOrder(),
        new ContractIsSigned(),
        new ContractIsInForce(),
        new ContractHasNotExpired(),
        new FiledSoonAfterSigning(),
        new FiledWellBeforeTheEnd(),
        new AmountIsStated(),
        new ValueIsInYuan(),
        new UndeterminedValueIsFixedLater(),
        new ForeignCurrencyHasItsRate(),
        new RateBelongsToAForeignCurrency(),
        new ConvertedValueIsTheContractValue(),
        new InstalmentsAreListed(),
        new InstalmentsAddUp(),
        new RoyaltyIsDescribed(),
        new RoyaltyAddsUp(),
        new EquityIsDescribed(),
        new EquityBelongsToItsKind(),
        new InKindComesFromAParty(),
        new LicenceIsDescribed(),
        new RightIsNamed(),
        new RightsWereAliveAtSigning(),
        new LicenceEndsWithTheRight(),
        new LicenceFitsTheTerm(),
        new RequiredAttachmentsAreThere(),
        new ForeignTextHasAChineseCopy(),
        new AttachmentsAreDifferentFiles(),
        new NoClauseRestrictsTechnology(),
        new CrossBorderContractHasItsNumber(),
        new IntermediaryIsNamed(),
        new IntermediaryContractIsLinked(),
        new RelatedDealTakesNoBenefit(),
        new RelatedPartiesAreDeclared(),
        new ContractIsATechnologyContract(),
        new TechnicalAmountIsWithinTheValue(),
        new ClaimFollowsFromTheCostLines(),
        new GoodsAreNotClaimedAsTechnology(),
    ];

    /// <summary>Uses the rule set in force on <paramref name="today"/>, not the one pinned at an earlier acceptance.</summary>
    public static PrecheckResult Run(
        ContractContent content,
        IReadOnlyList<Attachment> attachments,
        RuleBook rules,
        DateOnly today,
        bool isChange = false,
        IReadOnlyList<AttachmentToFollow>? toFollow = null
    )
    {
        var set = rules.RuleSets.InForceOn(today);
        var input = new PrecheckInput(content, attachments, set, rules.Codes, today, isChange) { ToFollow = toFollow ?? [] };
        var shape = Findings(ShapeRules, input);
        if (shape.Count > 0)
        {
            // A wrong figure or text must not hide what else is wrong. The other rules rely on lists of bounded length.
            var others = shape.All(f => f.Code == FindingCodes.FigureOutOfRange.Code || f.Code == FindingCodes.TextUnfit.Code)
                ? Findings([.. ContentRules.Where(rule => !ReckonsWithFigures(rule))], input)
                : [];
            return new(
                null,
                [.. shape.Concat(others).OrderBy(f => f.Severity)],
                set.StartClock(today, expertReview: false, rules.Calendar),
                []
            );
        }

        var amount = Compute(input);
        var isLarge = amount is not null && set.LargeCases.Include(content.ContractValue!.Value, amount.Amount);
        return new(
            amount?.Amount,
            Findings([.. ContentRules, .. CostLineRules], input),
            set.StartClock(today, isLarge, rules.Calendar),
            amount?.Steps ?? []
        );
    }

    public static IReadOnlyList<Finding> Shape(ContractContent content, RuleBook rules, DateOnly today) =>
        Findings(ShapeRules, new(content, [], rules.RuleSets.InForceOn(today), rules.Codes, today));

    public static IReadOnlyList<Finding> OfAssessment(ContractContent assessed, RuleSet set, CodeTables codes, DateOnly today)
    {
        var input = new PrecheckInput(assessed, [], set, codes, today);
        var shape = Findings(ShapeRules, input);
        return shape.Count > 0 ? shape : Findings([new KindIsKnown(), .. CostLineRules], input);
    }

    internal static Yuan? TechnicalAmountOf(PrecheckInput input) => Compute(input)?.Amount;

    private static TechnicalAmount? Compute(PrecheckInput input) =>
        input.Content.ContractValue is { } value && !CostLineRules.SelectMany(r => r.Check(input)).Any(f => f.Severity == Severity.Error)
            ? TechnicalAmount.Of(value, input.Content.CostLines, input.Rules)
            : null;

    private static bool ReckonsWithFigures(PrecheckRule rule) =>
        rule
            is AmountIsStated
                or ValueIsInYuan
                or UndeterminedValueIsFixedLater
                or ForeignCurrencyHasItsRate
                or RateBelongsToAForeignCurrency
                or ConvertedValueIsTheContractValue
                or InstalmentsAddUp
                or RoyaltyIsDescribed
                or RoyaltyAddsUp
                or EquityIsDescribed
                or LicenceIsDescribed
                or LicenceEndsWithTheRight
                or RelatedPartiesAreDeclared
                or RelatedDealTakesNoBenefit
                or ContractIsATechnologyContract
                or TechnicalAmountIsWithinTheValue
                or ClaimFollowsFromTheCostLines
                or GoodsAreNotClaimedAsTechnology;

    // Stops after missing list items, because a null in a list would make later rules throw.
    private static List<Finding> Findings(IReadOnlyList<PrecheckRule> rules, PrecheckInput input)
    {
        var findings = new List<Finding>();
        foreach (var rule in rules)
        {
            findings.AddRange(rule.Check(input).Select(f => f.Citation is null ? f with { Citation = input.Rules.SourceOf(f.Code) } : f));
            if (rule is ListItemsAreGiven && findings.Count > 0)
                break;
        }
        return [.. findings.OrderBy(f => f.Severity)];
    }
}
