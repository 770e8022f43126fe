using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Kernel.Money;

/// <summary>
/// An amount of money in renminbi, exact to the fen. JSON: a number in yuan with at most two decimals; storage: whole fen as Int64.
/// Sums and differences that leave the range of 64 bits throw <see cref="OverflowException"/>.
/// </summary>
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

    /// <summary>No money.</summary>
    public static Yuan Zero => default;

    /// <inheritdoc/>
    public static Yuan AdditiveIdentity => default;

    /// <summary>The amount in yuan, with two decimals.</summary>
    public decimal Amount => Fen / 100m;

    /// <summary>True when the amount is below zero.</summary>
    public bool IsNegative => Fen < 0;

    /// <summary>An amount of whole fen.</summary>
    public static Yuan FromFen(long fen) => new(fen);

    /// <summary>An amount of yuan that has no more than two decimals; more throw <see cref="ArgumentException"/>, since nothing is rounded
    /// silently.</summary>
    public static Yuan Of(decimal yuan) =>
        decimal.Round(yuan, 2) == yuan
            ? new((long)(yuan * 100m))
            : throw new ArgumentException($"{yuan} has more than two decimals.", nameof(yuan));

    /// <summary>The product with an exact rate, rounded half up (away from zero) to the fen. Example: 0.05 yuan × 0.5 = 0.03
    /// yuan.</summary>
    public Yuan TimesRoundedHalfUp(decimal rate) => new((long)decimal.Round(Fen * rate, 0, MidpointRounding.AwayFromZero));

    /// <summary>The part that a share gives, rounded half up (away from zero) to the fen. A part beyond 64 bits throws <see
    /// cref="OverflowException"/>.</summary>
    public Yuan TimesRoundedHalfUp(Share share)
    {
        var twice = BigInteger.DivRem(
            2 * BigInteger.Abs(Fen) * BigInteger.Abs(share.Numerator) + share.Denominator,
            2 * share.Denominator,
            out _
        );
        return new((long)(Sign(share) * twice));
    }

    /// <summary>The part that a share gives, rounded up (away from zero) to the fen: for what must not be less than the share. Beyond 64
    /// bits it throws <see cref="OverflowException"/>.</summary>
    public Yuan TimesRoundedUp(Share share)
    {
        var whole = BigInteger.DivRem(BigInteger.Abs(Fen) * BigInteger.Abs(share.Numerator), share.Denominator, out var rest);
        return new((long)(Sign(share) * (rest.IsZero ? whole : whole + 1)));
    }

    private int Sign(Share share) => Math.Sign(Fen) * share.Numerator.Sign;

    /// <summary>Cuts the amount into parts in proportion to whole-number weights, by the largest remainder: the parts add up to the amount
    /// to the fen.
    /// Equal remainders go to the earlier part. Weights must be non-negative and not all zero.</summary>
    public IReadOnlyList<Yuan> SplitByLargestRemainder(IReadOnlyList<long> weights) =>
        Split([.. weights.Select(w => (BigInteger)w)], nameof(weights));

    /// <summary>Cuts the amount into parts by exact shares, by the largest remainder: the parts add up to the amount to the fen. Equal
    /// remainders go to the earlier part.
    /// The shares must be non-negative and add up to exactly 1, else <see cref="ArgumentException"/>.</summary>
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

    /// <summary>The smaller of two amounts.</summary>
    public static Yuan Min(Yuan a, Yuan b) => a.Fen <= b.Fen ? a : b;

    /// <summary>The larger of two amounts.</summary>
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

    /// <summary>Two decimals and thousands separators: <c>1,200,000.00</c>.</summary>
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

    // Sixty-four bits have 19 digits; six separators, a point and a sign come to them.
    private const int LongestText = 32;

    private static bool IsOwn(ReadOnlySpan<char> format, IFormatProvider? provider) =>
        (format.IsEmpty || format.SequenceEqual("N2")) && (provider is null || ReferenceEquals(provider, CultureInfo.InvariantCulture));

    // By hand: explanations are full of amounts, and going through a decimal takes several times as long.
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

/// <summary>Money in JSON: a number in yuan with at most two decimals.</summary>
public sealed class YuanJsonConverter : JsonConverter<Yuan>
{
    // About nine hundred trillion yuan: far above any contract, far below what 64 bits of fen can add up.
    private const decimal Largest = 900_000_000_000_000m;

    /// <inheritdoc/>
    public override Yuan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDecimal(out var yuan))
            throw new RefusedValueException(new("金额应为以元为单位的数字", "an amount is a number in yuan"));
        if (decimal.Round(yuan, 2) != yuan)
            throw new RefusedValueException(new("金额最多保留两位小数", "an amount has at most two decimals"));
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

/// <summary>Sums of money.</summary>
public static class YuanSums
{
    /// <summary>The sum; zero for none.</summary>
    public static Yuan Sum(this IEnumerable<Yuan> amounts) => amounts.Aggregate(Yuan.Zero, (sum, amount) => sum + amount);

    /// <summary>The sum of one amount of each item; zero for none.</summary>
    public static Yuan Sum<T>(this IEnumerable<T> items, Func<T, Yuan> amount) => items.Select(amount).Sum();
}
