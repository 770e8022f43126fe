using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Statistics;
using TechTransfer.Kernel.Money;

namespace TechTransfer.ContractRegistration.Tests.Statistics;

internal static class CountedContract
{
    private static readonly Contract Sample = Given.Registered();

    public static Contract Of(
        string id,
        string kind = "D1",
        DateOnly? on = null,
        decimal value = 1_000_000,
        decimal technical = 800_000,
        string field = "1",
        string seller = "022",
        bool inZone = false,
        string? region = "500112",
        string country = "142",
        ValueStatus price = ValueStatus.Fixed
    ) =>
        Sample with
        {
            Id = id,
            RegisteredOn = on ?? new(2026, 6, 1),
            Assessment = Sample.Assessment! with { Kind = kind, TechnicalAmount = Yuan.Of(technical) },
            Content = Sample.Content with
            {
                Kind = kind,
                ContractValue = Yuan.Of(value),
                ValueStatus = price,
                TechnicalField = field,
                Sellers = [Sample.Content.Sellers[0] with { Kind = seller }],
                Buyers = [Sample.Content.Buyers[0] with { InZone = inZone, Region = region, Country = country }],
            },
        };

    public static YearFigures Recompute(IEnumerable<Contract> cases, int year)
    {
        var sums = new Dictionary<string, long>();
        foreach (
            var (name, figure) in cases
                .SelectMany(c => ContractFigures.Of(c, Given.Rules))
                .Where(c => c.Period == YearFigures.Period(year))
                .SelectMany(c => c.Figures)
        )
        {
            sums[name] = sums.GetValueOrDefault(name) + figure;
        }
        return YearFigures.Of(sums);
    }

    public static IReadOnlyList<string> Lines(YearFigures figures) =>
        [.. figures.ToCounter().Where(f => f.Value != 0).Select(f => $"{f.Key}={f.Value}").Order(StringComparer.Ordinal)];
}
