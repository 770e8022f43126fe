namespace QuestPDF.Layout;

/// <summary>In points.</summary>
internal readonly record struct Extent(double Width, double Height)
{
    /// <summary>More than any page: what an element gets that asks how large its child would like to be.</summary>
    public const double Unlimited = 1_000_000;

    /// <summary>Sums of lengths that should be equal differ by rounding; a thousandth of a point is invisible.</summary>
    public const double Tolerance = 0.001;

    public bool Holds(Extent other) => Holds(Width, other.Width) && Holds(Height, other.Height);

    public static bool Holds(double space, double needed) => needed <= space + Tolerance;
}

/// <summary>In points from the upper left corner of the page.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public Extent Size => new(Width, Height);
}
