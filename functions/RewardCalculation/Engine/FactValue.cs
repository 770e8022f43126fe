namespace TechTransfer.RewardCalculation.Engine;

/// <summary>What a fact can be.</summary>
public enum FactType
{
    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>One of a closed set of words.</summary>
    Word,

    /// <summary>A code of a table, as a party kind or a region; its start may stand for a family.</summary>
    Code,

    /// <summary>Yuan.</summary>
    Money,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A share or rate: 0.5 is 50%.</summary>
    Rate,

    /// <summary>A day.</summary>
    Date,
}

/// <summary>The value of a fact: fen, a count, millionths of a rate, the number of a day, 1 or 0 of a flag; or a word. The default is
/// unknown.</summary>
internal readonly record struct FactValue(long Number, string? Word, bool Known)
{
    private const int RateUnit = 1_000_000;

    public static FactValue Of(bool? flag) => flag is { } known ? new(known ? 1 : 0, null, true) : default;

    public static FactValue Of(string? word) => word is null ? default : new(0, word, true);

    public static FactValue Of(DateOnly? day) => day is { } known ? new(known.DayNumber, null, true) : default;

    public static FactValue OfNumber(long? number) => number is { } known ? new(known, null, true) : default;

    /// <summary>A number as a file says it, in the type's unit; null when it does not fit.</summary>
    public static long? Scaled(decimal number, FactType type)
    {
        var unit = type switch
        {
            FactType.Money => 100,
            FactType.Count => 1,
            FactType.Rate => RateUnit,
            _ => 0,
        };
        // The largest amount that JSON may hold; sums of a year then fit into 64 bits.
        if (unit == 0 || Math.Abs(number) > (type == FactType.Rate ? 1_000_000_000m : 900_000_000_000_000m))
            return null;
        var scaled = number * unit;
        return decimal.Truncate(scaled) == scaled ? (long)scaled : null;
    }

    /// <summary>The share of a part in a whole in millionths, rounded down; unknown when there is no whole.</summary>
    public static FactValue Share(long part, long whole) => whole <= 0 ? default : OfNumber((long)((decimal)part * RateUnit / whole));
}
