using QuestPDF.Infrastructure;
using QuestPDF.Layout.Boxes;

namespace QuestPDF.Fluent;

public class LineDescriptor
{
    private readonly Line line;

    internal LineDescriptor(Line line) => this.line = line;

    public LineDescriptor LineColor(Color color)
    {
        line.Color = color;
        return this;
    }

    /// <summary>Takes an even number of positive lengths: dash, gap, dash, gap …; throws for anything else.</summary>
    public LineDescriptor LineDashPattern(float[] dashPattern, Unit unit = Unit.Point)
    {
        ArgumentNullException.ThrowIfNull(dashPattern);
        if (dashPattern.Length == 0 || dashPattern.Length % 2 != 0 || !Array.TrueForAll(dashPattern, d => d > 0))
        {
            throw new ArgumentException(
                "A dash pattern is an even number of positive lengths: dash, gap, dash, gap …",
                nameof(dashPattern)
            );
        }
        line.Dashes = [.. dashPattern.Select(d => d.ToPoints(unit))];
        return this;
    }
}

public static class LineExtensions
{
    public static LineDescriptor LineVertical(this IContainer element, float thickness, Unit unit = Unit.Point) =>
        Add(element, thickness, unit, isHorizontal: false);

    public static LineDescriptor LineHorizontal(this IContainer element, float thickness, Unit unit = Unit.Point) =>
        Add(element, thickness, unit, isHorizontal: true);

    private static LineDescriptor Add(IContainer element, float thickness, Unit unit, bool isHorizontal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(thickness);
        return new LineDescriptor(element.Fill(new Line(thickness.ToPoints(unit), isHorizontal)));
    }
}
