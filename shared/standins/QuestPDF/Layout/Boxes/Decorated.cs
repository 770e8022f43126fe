using QuestPDF.Infrastructure;

namespace QuestPDF.Layout.Boxes;

internal enum BorderAlignment
{
    Middle,
    Inside,
    Outside,
}

/// <summary>Draws a background beneath the child and a border over it, neither of which takes up space.</summary>
internal sealed class Decorated : Container
{
    public Color Background { get; set; } = Helpers.Colors.Transparent;
    public Color BorderColor { get; set; } = Helpers.Colors.Black;
    public BorderAlignment Alignment { get; set; }
    public double Left { get; set; }
    public double Top { get; set; }
    public double Right { get; set; }
    public double Bottom { get; set; }

    public override void Draw(Box box, PageContext page)
    {
        page.Canvas.Fill(box, Background);
        base.Draw(box, page);
        DrawBorder(box, page);
    }

    public override void DrawFrame(Box box, PageContext page)
    {
        page.Canvas.Fill(box, Background);
        base.DrawFrame(box, page);
        DrawBorder(box, page);
    }

    private void DrawBorder(Box box, PageContext page)
    {
        // Fraction of the border's thickness that is outside the box.
        var outside = Alignment switch
        {
            BorderAlignment.Inside => 0,
            BorderAlignment.Outside => 1,
            _ => 0.5,
        };
        var (x1, y1) = (box.X - Left * outside, box.Y - Top * outside);
        var (x2, y2) = (box.X + box.Width + Right * outside, box.Y + box.Height + Bottom * outside);

        if (Left > 0 && Left == Top && Left == Right && Left == Bottom)
        {
            page.Canvas.StrokeFrame(new Box(x1 + Left / 2, y1 + Left / 2, x2 - x1 - Left, y2 - y1 - Left), Left, BorderColor);
            return;
        }
        page.Canvas.Fill(new Box(x1, y1, Left, y2 - y1), BorderColor);
        page.Canvas.Fill(new Box(x2 - Right, y1, Right, y2 - y1), BorderColor);
        page.Canvas.Fill(new Box(x1, y1, x2 - x1, Top), BorderColor);
        page.Canvas.Fill(new Box(x1, y2 - Bottom, x2 - x1, Bottom), BorderColor);
    }
}
