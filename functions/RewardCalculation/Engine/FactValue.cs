namespace TechTransfer.RewardCalculation.Engine;

public enum FactType
{
    Flag,

    /// <summary>One of a closed set of words.</summary>
    Word,

    /// <summary>A code from a table, such as a party kind or region; a prefix can stand for a family of codes.</summary>
    Code,

    Money,

    Count,

    /// <summary>A share or rate: 0.5 means 50%.</summary>
    Rate,

    Date,
}

/// <summary>
/// The value of a fact: fen, a count, millionths of a rate, a day number, 1 or 0 for a flag, or a word. The default value is unknown.
/// </summary>
/// <param name="More">True when the exact rate lies above <c>Number</c> by less than one millionth.</param>
internal readonly record struct FactValue(long Number, string? Word, bool Known, bool More = false)
{
    private const int RateUnit = 1_000_000;

    public static FactValue Of(bool? flag) => flag is { } known ? new(known ? 1 : 0, null, true) : default;

    public static FactValue Of(string? word) => word is null ? default : new(0, word, true);

    public static FactValue Of(DateOnly? day) => day is { } known ? new(known.DayNumber, null, true) : default;

    public static FactValue OfNumber(long? number) => number is { } known ? new(known, null, true) : default;

    /// <summary>Converts a number from a file to the stored unit of its type; null when it is too large or too precise.</summary>
    public static long? Scaled(decimal number, FactType type)
    {
        var unit = type switch
        {
            FactType.Money => 100,
            FactType.Count => 1,
            FactType.Rate => RateUnit,
            _ => 0,
        };
        // Limit amounts to what JSON may hold; the sums of a year then fit into 64 bits.
        if (unit == 0 || Math.Abs(number) > (type == FactType.Rate ? 1_000_000_000m : 900_000_000_000_000m))
            return null;
        var scaled = number * unit;
        return decimal.Truncate(scaled) == scaled ? (long)scaled : null;
    }

    /// <summary>A part divided by a whole, in millionths rounded down; unknown when the whole is not above zero.</summary>
    public static FactValue Share(long part, long whole)
    {
        if (whole <= 0)
            return default;
        var exact = (decimal)part * RateUnit / whole;
        var number = (long)decimal.Floor(exact);
        return new(number, null, true, number != exact);
    }
}
