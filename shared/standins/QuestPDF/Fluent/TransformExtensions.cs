using QuestPDF.Infrastructure;
using QuestPDF.Layout.Boxes;

namespace QuestPDF.Fluent;

public static class RotateExtensions
{
    /// <summary>Rotates the content by 90° counterclockwise; width and height of its space are exchanged.</summary>
    public static IContainer RotateLeft(this IContainer element) => element.Fill(new Turned(isClockwise: false));

    /// <summary>Rotates the content by 90° clockwise; width and height of its space are exchanged.</summary>
    public static IContainer RotateRight(this IContainer element) => element.Fill(new Turned(isClockwise: true));

    /// <summary>Rotates the content about its upper left corner without changing its space.</summary>
    /// <param name="angle">Degrees, clockwise.</param>
    public static IContainer Rotate(this IContainer element, float angle)
    {
        var rotated = element.Continue<Rotated>();
        rotated.Angle += angle;
        return rotated;
    }
}

public static class TranslateExtensions
{
    /// <summary>Moves the content to the right without changing its space.</summary>
    public static IContainer TranslateX(this IContainer element, float value, Unit unit = Unit.Point)
    {
        var translated = element.Continue<Translated>();
        translated.X += value.ToPoints(unit);
        return translated;
    }

    /// <summary>Moves the content down without changing its space.</summary>
    public static IContainer TranslateY(this IContainer element, float value, Unit unit = Unit.Point)
    {
        var translated = element.Continue<Translated>();
        translated.Y += value.ToPoints(unit);
        return translated;
    }
}

public static class ScaleExtensions
{
    public static IContainer Scale(this IContainer element, float factor) => element.ScaleHorizontal(factor).ScaleVertical(factor);

    public static IContainer ScaleHorizontal(this IContainer element, float factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        var scaled = element.Continue<Scaled>();
        scaled.Horizontal *= factor;
        return scaled;
    }

    public static IContainer ScaleVertical(this IContainer element, float factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        var scaled = element.Continue<Scaled>();
        scaled.Vertical *= factor;
        return scaled;
    }
}
