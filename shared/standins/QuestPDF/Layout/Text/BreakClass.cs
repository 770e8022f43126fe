namespace QuestPDF.Layout.Text;

/// <summary>Simplified from the line breaking classes of UAX #14.</summary>
internal enum BreakClass
{
    /// <summary>Part of a word or number, which is not split.</summary>
    Letter,

    /// <summary>Chinese character; a break is allowed on both sides.</summary>
    Ideograph,

    /// <summary>Opening bracket or quotation mark: not allowed at the end of a line.</summary>
    Opening,

    /// <summary>Like <see cref="Opening"/>, and not separated from a word before it: f(x).</summary>
    NarrowOpening,

    /// <summary>Closing bracket, full stop or iteration mark: not allowed at the beginning of a line.</summary>
    Closing,

    /// <summary>Like <see cref="Closing"/>, and not separated from a word after it: 3.14, 12:30, 2026-0012.</summary>
    NarrowClosing,

    /// <summary>Symbol before a number, not separated from it: ¥100.</summary>
    Prefix,

    /// <summary>Space: may extend beyond the end of a line; a break is allowed after it.</summary>
    Space,

    /// <summary>No break is allowed on either side, as for a no-break space.</summary>
    Glue,

    /// <summary>Combining mark: belongs to the character before it.</summary>
    Combining,

    /// <summary>Zero-width space: a break is allowed here.</summary>
    BreakHere,
}
