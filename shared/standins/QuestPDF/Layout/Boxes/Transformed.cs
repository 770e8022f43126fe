using System.Numerics;

namespace QuestPDF.Layout.Boxes;

/// <summary>Rotates the child clockwise about its upper left corner without changing its space.</summary>
internal sealed class Rotated : Container
{
    public double Angle { get; set; }

    protected override bool KeepsPlace => false;

    public override void Draw(Box box, PageContext page)
    {
        var turn = Matrix3x2.CreateRotation((float)(Angle * Math.PI / 180), new Vector2((float)box.X, (float)box.Y));
        page.Canvas.Transformed(turn, () => base.Draw(box, page));
    }
}

/// <summary>Rotates the child by 90° together with its space, whose width and height are exchanged.</summary>
internal sealed class Turned(bool isClockwise) : Container
{
    protected override bool KeepsPlace => false;

    public override Fit Measure(Extent space, PageContext page)
    {
        var fit = base.Measure(Swapped(space), page);
        return fit.IsNever ? fit : fit.Sized(Swapped(fit.Size));
    }

    public override void Draw(Box box, PageContext page)
    {
        var (x, y, width, height) = ((float)box.X, (float)box.Y, (float)box.Width, (float)box.Height);
        var turn = isClockwise ? new Matrix3x2(0, 1, -1, 0, x + width, y) : new Matrix3x2(0, -1, 1, 0, x, y + height);
        page.Canvas.Transformed(turn, () => base.Draw(new Box(0, 0, box.Height, box.Width), page));
    }

    private static Extent Swapped(Extent extent) => new(extent.Height, extent.Width);
}

internal sealed class Scaled : Container
{
    public double Horizontal { get; set; } = 1;
    public double Vertical { get; set; } = 1;

    protected override bool KeepsPlace => false;

    public override Fit Measure(Extent space, PageContext page)
    {
        var fit = base.Measure(Inside(space), page);
        return fit.IsNever ? fit : fit.Sized(new Extent(fit.Size.Width * Horizontal, fit.Size.Height * Vertical));
    }

    public override void Draw(Box box, PageContext page)
    {
        var scale = Matrix3x2.CreateScale((float)Horizontal, (float)Vertical, new Vector2((float)box.X, (float)box.Y));
        var inside = Inside(box.Size);
        page.Canvas.Transformed(scale, () => base.Draw(new Box(box.X, box.Y, inside.Width, inside.Height), page));
    }

    private Extent Inside(Extent space) => new(space.Width / Horizontal, space.Height / Vertical);
}

internal sealed class Translated : Container
{
    public double X { get; set; }
    public double Y { get; set; }

    public override void Draw(Box box, PageContext page) => base.Draw(box with { X = box.X + X, Y = box.Y + Y }, page);

    public override void DrawFrame(Box box, PageContext page) => base.DrawFrame(box with { X = box.X + X, Y = box.Y + Y }, page);
}

internal sealed class Unbounded : Container
{
    private static readonly Extent Everything = new(Extent.Unlimited, Extent.Unlimited);

    protected override bool KeepsPlace => false;

    public override Fit Measure(Extent space, PageContext page)
    {
        var fit = base.Measure(Everything, page);
        return fit.IsNever ? fit : fit.Sized(default);
    }

    public override void Draw(Box box, PageContext page)
    {
        var size = base.Measure(Everything, page).Size;
        base.Draw(new Box(box.X, box.Y, size.Width, size.Height), page);
    }
}
