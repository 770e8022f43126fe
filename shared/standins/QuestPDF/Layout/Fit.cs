namespace QuestPDF.Layout;

internal enum Outcome
{
    /// <summary>Nothing is left to draw.</summary>
    Nothing,

    /// <summary>All that is left fits.</summary>
    Whole,

    /// <summary>A part fits, the rest needs another page.</summary>
    Part,

    /// <summary>Not even a part fits.</summary>
    Never,
}

/// <summary>What an element would do with a given space.</summary>
/// <param name="Reason">Why it does not fit.</param>
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
