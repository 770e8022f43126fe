using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Statistics;

/// <summary>
/// A registered contract counts once in each breakdown (assessed kind, technical field, kind of the first seller, region of the first
/// buyer), so that all breakdowns have the same total.
/// </summary>
public static class ContractFigures
{
    public const string Counter = "statistics";

    /// <summary>Code for unknown values, such as the region of a natural person.</summary>
    public const string Unknown = "unknown";

    public static IEnumerable<Contribution> Of(Contract state, RuleBook rules)
    {
        if (state is not { Status: ContractStatus.Registered, RegisteredOn: { } on })
            return [];

        // An undetermined value counts as zero until a change fixes it.
        var undetermined = state.Content.ValueStatus == ValueStatus.Undetermined;
        var amounts = new Figures(
            1,
            undetermined ? Yuan.Zero : state.Content.ContractValue ?? Yuan.Zero,
            undetermined ? Yuan.Zero : state.Assessment?.TechnicalAmount ?? Yuan.Zero
        );
        var figures = new YearFigures();
        foreach (var (breakdown, code) in CodesOf(state, rules))
            figures.Add(new(on.Month, breakdown, code), amounts);
        return [new(Counter, YearFigures.Period(on.Year), figures.ToCounter())];
    }

    private static IEnumerable<(Breakdown, string)> CodesOf(Contract state, RuleBook rules)
    {
        var content = state.Content;
        // The main kind comes from the pinned rule set, because not every rule set has licences as a main kind.
        var group = rules.RuleSets.All.FirstOrDefault(r => r.Id == state.RuleSet)?.SubKind(state.Kind)?.Category ?? state.Kind[..1];
        yield return (Breakdown.Kind, $"{group}.{state.Kind}");
        yield return (Breakdown.Field, Known("technicalField", content.TechnicalField));
        // The fourth digit of a party kind only distinguishes branches from legal persons.
        yield return (
            Breakdown.SellerKind,
            content.Sellers is [{ Kind.Length: >= 3 } seller, ..] ? Known("partyKind", seller.Kind[..3]) : Unknown
        );
        yield return (
            Breakdown.BuyerRegion,
            content.Buyers is [var buyer, ..] ? RegionOf(state, buyer, rules.Statistics.HomeProvince) : Unknown
        );

        string Known(string table, string code) => rules.Codes[table].Codes.Any(c => c.Value == code) ? code : Unknown;
    }

    private static string RegionOf(Contract state, Party buyer, string home) =>
        buyer switch
        {
            _ when state.IsInZone(buyer) => BuyerRegions.Zone,
            _ when buyer.IsAbroad() => BuyerRegions.Outside,
            { Region: { Length: 6 } region } => region[..2] == home ? BuyerRegions.City : $"{region[..2]}0000",
            _ => Unknown,
        };
}

/// <summary>Codes for buyer regions that are not provinces of GB/T 2260.</summary>
public static class BuyerRegions
{
    public const string Zone = "zone";

    /// <summary>In the municipality but outside the zone.</summary>
    public const string City = "city";

    /// <summary>Outside the mainland's customs territory.</summary>
    public const string Outside = "outside";
}
