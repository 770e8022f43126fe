namespace QuestPDF.Layout.Boxes;

/// <summary>Gives the child only the size that it needs along an aligned axis, and positions it: 0 is left or top, 0.5 the middle, 1 right
/// or bottom.</summary>
internal sealed class Aligned : Container
{
    public double? Horizontal { get; set; }
    public double? Vertical { get; set; }

    protected override bool KeepsPlace => false;

    public override void Draw(Box box, PageContext page)
    {
        var fit = Measure(box.Size, page);
        var size = fit.IsNever ? box.Size : fit.Size;
        var width = Horizontal is null ? box.Width : size.Width;
        var height = Vertical is null ? box.Height : size.Height;
        base.Draw(
            new Box(box.X + (box.Width - width) * (Horizontal ?? 0), box.Y + (box.Height - height) * (Vertical ?? 0), width, height),
            page
        );
    }
}
