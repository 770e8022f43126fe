using QuestPDF.Infrastructure;
using QuestPDF.Layout.Boxes;

namespace QuestPDF.Fluent;

public static class RotateExtensions
{
    /// <summary>By a right angle, counterclockwise, together with its space.</summary>
    public static IContainer RotateLeft(this IContainer element) => element.Fill(new Turned(isClockwise: false));

    /// <summary>By a right angle, clockwise, together with its space.</summary>
    public static IContainer RotateRight(this IContainer element) => element.Fill(new Turned(isClockwise: true));

    /// <summary>About the upper left corner; the available space does not change.</summary>
    /// <param name="angle">In degrees, clockwise.</param>
    public static IContainer Rotate(this IContainer element, float angle)
    {
        var rotated = element.Continue<Rotated>();
        rotated.Angle += angle;
        return rotated;
    }
}

public static class TranslateExtensions
{
    /// <summary>To the right; the available space does not change.</summary>
    public static IContainer TranslateX(this IContainer element, float value, Unit unit = Unit.Point)
    {
        var translated = element.Continue<Translated>();
        translated.X += value.ToPoints(unit);
        return translated;
    }

    /// <summary>Downwards; the available space does not change.</summary>
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
