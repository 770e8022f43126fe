namespace QuestPDF.Layout.Boxes;

internal sealed class Extended : Container
{
    public bool Horizontally { get; set; }
    public bool Vertically { get; set; }

    public override Fit Measure(Extent space, PageContext page)
    {
        var fit = base.Measure(space, page);
        if (fit.IsNever)
            return fit;

        var size = new Extent(Horizontally ? space.Width : fit.Size.Width, Vertically ? space.Height : fit.Size.Height);
        return fit.Outcome == Outcome.Nothing ? Fit.Whole(size) : fit.Sized(size);
    }
}
