using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Kernel.Money;

/// <summary>An amount in renminbi, exact to the fen. In JSON a number in yuan with at most two decimals; in storage whole fen as Int64.
/// Sums and differences outside the range of Int64 throw <see cref="OverflowException"/>.</summary>
[JsonConverter(typeof(YuanJsonConverter))]
public readonly record struct Yuan
    : IComparable<Yuan>,
        ISpanFormattable,
        IAdditionOperators<Yuan, Yuan, Yuan>,
        ISubtractionOperators<Yuan, Yuan, Yuan>,
        IAdditiveIdentity<Yuan, Yuan>,
        IComparisonOperators<Yuan, Yuan, bool>
{
    private Yuan(long fen) => Fen = fen;

    /// <summary>The amount in whole fen (1 yuan = 100 fen).</summary>
    public long Fen { get; }

    /// <summary>The amount 0, which is also the default value.</summary>
    public static Yuan Zero => default;

    /// <inheritdoc/>
    public static Yuan AdditiveIdentity => default;

    /// <summary>The amount in yuan, a multiple of 0.01.</summary>
    public decimal Amount => Fen / 100m;

    /// <summary>True below 0, as for refunds and differences.</summary>
    public bool IsNegative => Fen < 0;

    /// <summary>Makes an amount from whole fen, the unit in storage (1 yuan = 100 fen).</summary>
    public static Yuan FromFen(long fen) => new(fen);

    /// <summary>Makes an amount from yuan. More than two decimals throw <see cref="ArgumentException"/>, so that nothing is rounded
    /// silently.</summary>
    public static Yuan Of(decimal yuan) =>
        decimal.Round(yuan, 2) == yuan
            ? new((long)(yuan * 100m))
            : throw new ArgumentException($"{yuan} has more than two decimals.", nameof(yuan));

    /// <summary>Multiplies by a decimal rate, rounded half away from zero to the fen: 0.05 yuan × 0.5 = 0.03 yuan.</summary>
    public Yuan TimesRoundedHalfUp(decimal rate) => new((long)decimal.Round(Fen * rate, 0, MidpointRounding.AwayFromZero));

    /// <summary>Multiplies by an exact share, rounded half away from zero to the fen. A result outside the range of Int64 throws
    /// <see cref="OverflowException"/>.</summary>
    public Yuan TimesRoundedHalfUp(Share share)
    {
        var twice = BigInteger.DivRem(
            2 * BigInteger.Abs(Fen) * BigInteger.Abs(share.Numerator) + share.Denominator,
            2 * share.Denominator,
            out _
        );
        return new((long)(Sign(share) * twice));
    }

    /// <summary>Multiplies by an exact share, rounded away from zero to the fen: for results that must not be less than the share. A result
    /// outside the range of Int64 throws <see cref="OverflowException"/>.</summary>
    public Yuan TimesRoundedUp(Share share)
    {
        var whole = BigInteger.DivRem(BigInteger.Abs(Fen) * BigInteger.Abs(share.Numerator), share.Denominator, out var rest);
        return new((long)(Sign(share) * (rest.IsZero ? whole : whole + 1)));
    }

    private int Sign(Share share) => Math.Sign(Fen) * share.Numerator.Sign;

    /// <summary>Splits the amount in proportion to whole-number weights so that the parts add up exactly to it (largest remainder method;
    /// equal remainders favour the earlier part). Weights must be non-negative and not all zero.</summary>
    public IReadOnlyList<Yuan> SplitByLargestRemainder(IReadOnlyList<long> weights) =>
        Split([.. weights.Select(w => (BigInteger)w)], nameof(weights));

    /// <summary>Splits the amount by exact shares so that the parts add up exactly to it (largest remainder method; equal remainders favour
    /// the earlier part). Shares must be non-negative and add up to 1, else <see cref="ArgumentException"/>.</summary>
    public IReadOnlyList<Yuan> SplitByShares(IReadOnlyList<Share> shares)
    {
        if (shares.Sum() != Share.One)
            throw new ArgumentException($"The shares add up to {shares.Sum()} and not to 1.", nameof(shares));
        var common = shares.Aggregate(
            BigInteger.One,
            (all, s) => all / BigInteger.GreatestCommonDivisor(all, s.Denominator) * s.Denominator
        );
        return Split([.. shares.Select(s => s.Numerator * (common / s.Denominator))], nameof(shares));
    }

    private Yuan[] Split(BigInteger[] weights, string parameter)
    {
        if (weights.Length == 0 || weights.Any(w => w.Sign < 0))
            throw new ArgumentException("Weights must be non-negative and at least one.", parameter);
        var total = weights.Aggregate(BigInteger.Zero, (sum, w) => sum + w);
        if (total.IsZero)
            throw new ArgumentException("At least one weight must be above zero.", parameter);

        var sign = Fen < 0 ? -1 : 1;
        var whole = BigInteger.Abs(Fen);
        var parts = new long[weights.Length];
        var remainders = new (BigInteger Remainder, int Index)[weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            parts[i] = (long)BigInteger.DivRem(whole * weights[i], total, out var remainder);
            remainders[i] = (remainder, i);
        }
        var left = (long)(whole - parts.Aggregate(BigInteger.Zero, (sum, p) => sum + p));
        foreach (var (_, index) in remainders.OrderByDescending(r => r.Remainder).ThenBy(r => r.Index).Take((int)left))
            parts[index]++;
        return [.. parts.Select(p => new Yuan(sign * p))];
    }

    /// <summary>The smaller amount; a negative amount is smaller than zero. <c>Math.Min</c> does not accept amounts.</summary>
    public static Yuan Min(Yuan a, Yuan b) => a.Fen <= b.Fen ? a : b;

    /// <summary>The larger amount; zero is larger than a negative amount. <c>Math.Max</c> does not accept amounts.</summary>
    public static Yuan Max(Yuan a, Yuan b) => a.Fen >= b.Fen ? a : b;

    /// <inheritdoc/>
    public static Yuan operator +(Yuan left, Yuan right) => new(checked(left.Fen + right.Fen));

    /// <inheritdoc/>
    public static Yuan operator -(Yuan left, Yuan right) => new(checked(left.Fen - right.Fen));

    /// <inheritdoc/>
    public static bool operator <(Yuan left, Yuan right) => left.Fen < right.Fen;

    /// <inheritdoc/>
    public static bool operator >(Yuan left, Yuan right) => left.Fen > right.Fen;

    /// <inheritdoc/>
    public static bool operator <=(Yuan left, Yuan right) => left.Fen <= right.Fen;

    /// <inheritdoc/>
    public static bool operator >=(Yuan left, Yuan right) => left.Fen >= right.Fen;

    /// <inheritdoc/>
    public int CompareTo(Yuan other) => Fen.CompareTo(other.Fen);

    /// <summary>The amount in yuan with two decimals and thousands separators, as in <c>1,200,000.00</c>.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[LongestText];
        return new(Write(text));
    }

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        IsOwn(format, formatProvider)
            ? ToString()
            : Amount.ToString(string.IsNullOrEmpty(format) ? "N2" : format, formatProvider ?? CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        if (!IsOwn(format, provider))
            return Amount.TryFormat(
                destination,
                out charsWritten,
                format.IsEmpty ? "N2" : format,
                provider ?? CultureInfo.InvariantCulture
            );
        Span<char> text = stackalloc char[LongestText];
        var written = Write(text);
        charsWritten = written.TryCopyTo(destination) ? written.Length : 0;
        return charsWritten > 0;
    }

    // Int64 has up to 19 digits; with six separators, a point and a sign that makes 27 characters.
    private const int LongestText = 32;

    private static bool IsOwn(ReadOnlySpan<char> format, IFormatProvider? provider) =>
        (format.IsEmpty || format.SequenceEqual("N2")) && (provider is null || ReferenceEquals(provider, CultureInfo.InvariantCulture));

    // Written digit by digit, since explanations contain many amounts and formatting a decimal takes several times as long.
    private ReadOnlySpan<char> Write(Span<char> text)
    {
        var (yuan, fen) = Math.DivRem(Fen < 0 ? (ulong)-(Fen + 1) + 1 : (ulong)Fen, 100);
        var at = text.Length;
        text[--at] = Digit((uint)fen % 10);
        text[--at] = Digit((uint)fen / 10);
        text[--at] = '.';
        while (yuan >= 1000)
        {
            (yuan, var rest) = Math.DivRem(yuan, 1000);
            var group = (uint)rest;
            text[--at] = Digit(group % 10);
            text[--at] = Digit(group / 10 % 10);
            text[--at] = Digit(group / 100);
            text[--at] = ',';
        }
        for (var first = (uint)yuan; ; first /= 10)
        {
            text[--at] = Digit(first % 10);
            if (first < 10)
                break;
        }
        if (Fen < 0)
            text[--at] = '-';
        return text[at..];

        static char Digit(uint digit) => (char)('0' + digit);
    }
}

/// <summary>Reads and writes money in JSON as a number in yuan with at most two decimals.</summary>
public sealed class YuanJsonConverter : JsonConverter<Yuan>
{
    // 900 trillion yuan: far above any contract, and low enough that a hundred such amounts still fit into Int64 as fen.
    private const decimal Largest = 900_000_000_000_000m;

    /// <inheritdoc/>
    public override Yuan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDecimal(out var yuan))
            throw new RefusedValueException(new("金额应为以元为单位的数字", "an amount must be a number in yuan"));
        if (decimal.Round(yuan, 2) != yuan)
            throw new RefusedValueException(new("金额最多保留两位小数", "an amount can have at most two decimals"));
        if (Math.Abs(yuan) > Largest)
            throw new RefusedValueException(new("金额过大", "the amount is too large"));
        return Yuan.Of(yuan);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Yuan value, JsonSerializerOptions options)
    {
        if (value.Fen % 100 == 0)
            writer.WriteNumberValue(value.Fen / 100);
        else
            writer.WriteNumberValue(value.Amount);
    }
}

/// <summary>Sums of amounts, which <c>Enumerable.Sum</c> does not accept.</summary>
public static class YuanSums
{
    /// <summary>The sum of the amounts; zero for an empty sequence. Throws <see cref="OverflowException"/> outside the range of
    /// Int64.</summary>
    public static Yuan Sum(this IEnumerable<Yuan> amounts) => amounts.Aggregate(Yuan.Zero, (sum, amount) => sum + amount);

    /// <summary>The sum of each item's amount; zero for an empty sequence. Overflow throws.</summary>
    public static Yuan Sum<T>(this IEnumerable<T> items, Func<T, Yuan> amount) => items.Select(amount).Sum();
}
