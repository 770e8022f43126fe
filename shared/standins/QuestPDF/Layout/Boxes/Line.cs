using QuestPDF.Infrastructure;

namespace QuestPDF.Layout.Boxes;

internal sealed class Line(double thickness, bool isHorizontal) : Element
{
    public Color Color { get; set; } = Helpers.Colors.Black;

    /// <summary>Alternating lengths of dashes and gaps in points; empty for a solid line.</summary>
    public IReadOnlyList<double> Dashes { get; set; } = [];

    public override Fit Measure(Extent space, PageContext page)
    {
        var size = isHorizontal ? new Extent(0, thickness) : new Extent(thickness, 0);
        return space.Holds(size) ? Fit.Whole(size) : Fit.Never($"the line is {thickness:0.#} points thick");
    }

    public override void Draw(Box box, PageContext page)
    {
        var middle = thickness / 2;
        if (Dashes.Count == 0)
            page.Canvas.Fill(isHorizontal ? box with { Height = thickness } : box with { Width = thickness }, Color);
        else if (isHorizontal)
            page.Canvas.DashedLine(box.X, box.Y + middle, box.X + box.Width, box.Y + middle, thickness, Color, Dashes);
        else
            page.Canvas.DashedLine(box.X + middle, box.Y, box.X + middle, box.Y + box.Height, thickness, Color, Dashes);
    }
}
