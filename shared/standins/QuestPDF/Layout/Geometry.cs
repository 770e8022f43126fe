namespace QuestPDF.Layout;

/// <summary>Width and height in points.</summary>
internal readonly record struct Extent(double Width, double Height)
{
    /// <summary>Larger than any page; used to measure the natural size of a child.</summary>
    public const double Unlimited = 1_000_000;

    /// <summary>Rounding tolerance in points for sums of lengths; too small to be visible.</summary>
    public const double Tolerance = 0.001;

    public bool Holds(Extent other) => Holds(Width, other.Width) && Holds(Height, other.Height);

    public static bool Holds(double space, double needed) => needed <= space + Tolerance;
}

/// <summary>Position and size in points, from the upper left corner of the page.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public Extent Size => new(Width, Height);
}
