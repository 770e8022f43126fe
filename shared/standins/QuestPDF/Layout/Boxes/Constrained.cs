namespace QuestPDF.Layout.Boxes;

internal sealed class Constrained : Container
{
    public double? MinWidth { get; set; }
    public double? MaxWidth { get; set; }
    public double? MinHeight { get; set; }
    public double? MaxHeight { get; set; }

    protected override bool KeepsPlace => false;

    public override Fit Measure(Extent space, PageContext page)
    {
        if (!space.Holds(new Extent(MinWidth ?? 0, MinHeight ?? 0)))
        {
            return Fit.Never(
                $"it must be {MinWidth ?? 0:0.#} wide and {MinHeight ?? 0:0.#} high, and only {space.Width:0.#} × {space.Height:0.#} points are left"
            );
        }

        var fit = base.Measure(Inside(space), page);
        if (fit.IsNever)
            return fit;

        var size = new Extent(Math.Max(fit.Size.Width, MinWidth ?? 0), Math.Max(fit.Size.Height, MinHeight ?? 0));
        return fit.Outcome == Outcome.Nothing ? Fit.Whole(size) : fit.Sized(size);
    }

    public override void Draw(Box box, PageContext page)
    {
        var inside = Inside(box.Size);
        base.Draw(new Box(box.X, box.Y, inside.Width, inside.Height), page);
    }

    private Extent Inside(Extent space) =>
        new(Math.Min(space.Width, MaxWidth ?? space.Width), Math.Min(space.Height, MaxHeight ?? space.Height));
}
