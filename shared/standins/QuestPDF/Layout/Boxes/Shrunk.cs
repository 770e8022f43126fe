namespace QuestPDF.Layout.Boxes;

/// <summary>Takes only the space that the child needs along an axis, even if more is given.</summary>
internal sealed class Shrunk : Container
{
    public bool Horizontally { get; set; }
    public bool Vertically { get; set; }

    protected override bool KeepsPlace => false;

    public override void Draw(Box box, PageContext page)
    {
        var fit = Measure(box.Size, page);
        var size = fit.IsNever ? box.Size : fit.Size;
        base.Draw(new Box(box.X, box.Y, Horizontally ? size.Width : box.Width, Vertically ? size.Height : box.Height), page);
    }
}
