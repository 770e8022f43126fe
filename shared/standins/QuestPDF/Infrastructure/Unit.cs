namespace QuestPDF.Infrastructure;

public enum Unit
{
    Point,
    Meter,
    Centimetre,
    Millimetre,
    Feet,
    Inch,

    /// <summary>One thousandth of an inch.</summary>
    Mil,
}

internal static class UnitConversion
{
    private const double PointsPerInch = 72;

    public static double ToPoints(this float value, Unit unit) =>
        unit switch
        {
            Unit.Point => value,
            Unit.Meter => value / 0.0254 * PointsPerInch,
            Unit.Centimetre => value / 2.54 * PointsPerInch,
            Unit.Millimetre => value / 25.4 * PointsPerInch,
            Unit.Feet => value * 12 * PointsPerInch,
            Unit.Inch => value * PointsPerInch,
            Unit.Mil => value / 1000 * PointsPerInch,
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, null),
        };
}
