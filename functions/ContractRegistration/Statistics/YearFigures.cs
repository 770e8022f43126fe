using System.Globalization;

namespace TechTransfer.ContractRegistration.Statistics;

/// <param name="Value">合同成交额, yuan.</param>
/// <param name="TechnicalAmount">技术交易额, yuan.</param>
public readonly record struct Figures(long Number, Yuan Value, Yuan TechnicalAmount)
{
    public static Figures operator +(Figures a, Figures b) =>
        new(checked(a.Number + b.Number), a.Value + b.Value, a.TechnicalAmount + b.TechnicalAmount);

    public static Figures operator -(Figures a, Figures b) =>
        new(checked(a.Number - b.Number), a.Value - b.Value, a.TechnicalAmount - b.TechnicalAmount);
}

public enum Breakdown
{
    Kind,
    Field,
    SellerKind,
    BuyerRegion,
}

public readonly record struct Cell(int Month, Breakdown Breakdown, string Code);

public sealed class YearFigures
{
    private readonly Dictionary<Cell, Figures> cells = [];

    public static string Period(int year) => year.ToString("D4", CultureInfo.InvariantCulture);

    public void Add(Cell cell, Figures amounts) => cells[cell] = cells.GetValueOrDefault(cell) + amounts;

    public Figures Total => By(Breakdown.Kind).Values.Aggregate(new Figures(), (sum, amounts) => sum + amounts);

    public static YearFigures Of(IReadOnlyDictionary<string, long> counter)
    {
        var figures = new YearFigures();
        foreach (var (name, figure) in counter)
        {
            var parts = name.Split('|');
            var cell = new Cell(int.Parse(parts[0], CultureInfo.InvariantCulture), Breakdowns[parts[1]], parts[2]);
            figures.Add(
                cell,
                parts[3] switch
                {
                    "n" => new(figure, Yuan.Zero, Yuan.Zero),
                    "v" => new(0, Yuan.FromFen(figure), Yuan.Zero),
                    "t" => new(0, Yuan.Zero, Yuan.FromFen(figure)),
                    _ => throw new FormatException($"{name} is no figure of the statistics."),
                }
            );
        }
        return figures;
    }

    /// <summary>
    /// Names and values for a counter: <c>07|kind|D.D1|n</c> is a number of contracts, <c>v</c> the value and <c>t</c> the technical
    /// amount in fen.
    /// </summary>
    public IReadOnlyDictionary<string, long> ToCounter()
    {
        var counter = new Dictionary<string, long>();
        foreach (var (cell, amounts) in cells)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{cell.Month:D2}|{Word(cell.Breakdown)}|{cell.Code}|");
            counter[name + "n"] = amounts.Number;
            counter[name + "v"] = amounts.Value.Fen;
            counter[name + "t"] = amounts.TechnicalAmount.Fen;
        }
        return counter;
    }

    public YearFigures Through(int month) => Where(cell => cell.Month <= month);

    public YearFigures Only(int month) => Where(cell => cell.Month == month);

    public IReadOnlyDictionary<string, Figures> By(Breakdown breakdown) =>
        Sum(cells.Where(c => c.Key.Breakdown == breakdown).Select(c => (c.Key.Code, c.Value)));

    public IReadOnlyDictionary<string, Figures> ByMonth() =>
        Sum(
            cells
                .Where(c => c.Key.Breakdown == Breakdown.Kind)
                .Select(c => (c.Key.Month.ToString("D2", CultureInfo.InvariantCulture), c.Value))
        );

    private YearFigures Where(Func<Cell, bool> holds)
    {
        var part = new YearFigures();
        foreach (var (cell, amounts) in cells.Where(c => holds(c.Key)))
            part.Add(cell, amounts);
        return part;
    }

    private static Dictionary<string, Figures> Sum(IEnumerable<(string Code, Figures Figures)> parts)
    {
        var sums = new Dictionary<string, Figures>();
        foreach (var (code, amounts) in parts)
            sums[code] = sums.GetValueOrDefault(code) + amounts;
        return sums;
    }

    private static readonly Dictionary<string, Breakdown> Breakdowns = Enum.GetValues<Breakdown>().ToDictionary(Word);

    private static string Word(Breakdown breakdown) =>
        breakdown switch
        {
            Breakdown.Kind => "kind",
            Breakdown.Field => "field",
            Breakdown.SellerKind => "sellerKind",
            Breakdown.BuyerRegion => "buyerRegion",
        };
}
