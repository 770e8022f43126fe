using QuestPDF.Infrastructure;

namespace QuestPDF.Layout.Boxes;

internal sealed class Proportioned(double ratio, AspectRatioOption option) : Container
{
    protected override bool KeepsPlace => false;

    public override Fit Measure(Extent space, PageContext page)
    {
        var size = Target(space);
        if (!space.Holds(size))
        {
            return Fit.Never(
                $"at its ratio it would be {size.Width:0.#} × {size.Height:0.#} points, and only {space.Width:0.#} × {space.Height:0.#} are left"
            );
        }

        var fit = base.Measure(size, page);
        if (fit.IsNever)
            return fit;
        return fit.Outcome == Outcome.Nothing ? Fit.Whole(size) : fit.Sized(size);
    }

    public override void Draw(Box box, PageContext page)
    {
        var size = Target(box.Size);
        base.Draw(new Box(box.X, box.Y, size.Width, size.Height), page);
    }

    private Extent Target(Extent space)
    {
        var byWidth = new Extent(space.Width, space.Width / ratio);
        var byHeight = new Extent(space.Height * ratio, space.Height);
        return option switch
        {
            AspectRatioOption.FitWidth => byWidth,
            AspectRatioOption.FitHeight => byHeight,
            AspectRatioOption.FitArea => space.Holds(byWidth) ? byWidth : byHeight,
            _ => throw new InvalidOperationException($"Unknown option {option}."),
        };
    }
}
