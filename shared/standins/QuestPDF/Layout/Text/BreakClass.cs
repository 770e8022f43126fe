namespace QuestPDF.Layout.Text;

/// <summary>What a character means for the end of a line.</summary>
internal enum BreakClass
{
    /// <summary>Part of a word or number, which stays whole.</summary>
    Letter,

    /// <summary>May stand at either end of a line.</summary>
    Ideograph,

    /// <summary>Opens a bracket or quotation: never at the end of a line.</summary>
    Opening,

    /// <summary>As <see cref="Opening"/>, and joins on to a word before it: f(x).</summary>
    NarrowOpening,

    /// <summary>Closes, ends or continues something: never at the beginning of a line.</summary>
    Closing,

    /// <summary>As <see cref="Closing"/>, and joins on to a word after it: 3.14, 12:30, 2026-0012.</summary>
    NarrowClosing,

    /// <summary>Before a number: ¥100.</summary>
    Prefix,

    /// <summary>Hangs over the end of a line; what follows may begin a new one.</summary>
    Space,

    /// <summary>No break on either side.</summary>
    Glue,

    /// <summary>Belongs to the character before it.</summary>
    Combining,

    /// <summary>A break without a sign.</summary>
    BreakHere,
}
