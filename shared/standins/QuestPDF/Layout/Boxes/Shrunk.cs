namespace QuestPDF.Layout.Boxes;

/// <summary>Takes no more space of an axis than the child needs, even if it is given more.</summary>
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
