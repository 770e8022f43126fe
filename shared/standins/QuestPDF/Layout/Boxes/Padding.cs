namespace QuestPDF.Layout.Boxes;

internal sealed class Padding : Container
{
    public double Left { get; set; }
    public double Top { get; set; }
    public double Right { get; set; }
    public double Bottom { get; set; }

    protected override bool KeepsPlace => false;

    public override Fit Measure(Extent space, PageContext page)
    {
        var own = new Extent(Left + Right, Top + Bottom);
        if (!space.Holds(own))
            return Fit.Never("the padding alone is larger than the space");

        var fit = base.Measure(Inside(space), page);
        return fit.Outcome switch
        {
            Outcome.Never => fit,
            Outcome.Nothing => Fit.Whole(new Extent(Math.Max(0, own.Width), Math.Max(0, own.Height))),
            _ => fit.Sized(new Extent(Math.Max(0, fit.Size.Width + own.Width), Math.Max(0, fit.Size.Height + own.Height))),
        };
    }

    public override void Draw(Box box, PageContext page)
    {
        var inside = Inside(box.Size);
        base.Draw(new Box(box.X + Left, box.Y + Top, inside.Width, inside.Height), page);
    }

    private Extent Inside(Extent space) => new(Math.Max(0, space.Width - Left - Right), Math.Max(0, space.Height - Top - Bottom));
}
