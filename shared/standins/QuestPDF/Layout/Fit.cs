namespace QuestPDF.Layout;

internal enum Outcome
{
    /// <summary>No content is left to draw.</summary>
    Nothing,

    /// <summary>All remaining content fits.</summary>
    Whole,

    /// <summary>A part of the content fits; the rest needs another page.</summary>
    Part,

    /// <summary>Not even a part of the content fits.</summary>
    Never,
}

/// <summary>How much of an element's content fits into a given space.</summary>
/// <param name="Reason">Why nothing fits; null otherwise.</param>
internal readonly record struct Fit(Outcome Outcome, Extent Size, string? Reason = null)
{
    public static Fit Nothing { get; } = new(Outcome.Nothing, default);

    public static Fit Whole(Extent size) => new(Outcome.Whole, size);

    public static Fit Part(Extent size) => new(Outcome.Part, size);

    public static Fit Never(string reason) => new(Outcome.Never, default, reason);

    public bool IsNever => Outcome == Outcome.Never;

    public bool IsFinal => Outcome is Outcome.Nothing or Outcome.Whole;

    public Fit Sized(Extent size) => this with { Size = size };
}
