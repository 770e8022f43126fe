using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Kernel.Money;

/// <summary>
/// A share of ownership, of a team or of income as an exact fraction in lowest terms, so that three times 1/3 is exactly 1. In JSON a
/// string, either a decimal (<c>"0.8"</c>) or a fraction (<c>"1/3"</c>); a number (<c>0.8</c>) is also read. Values from outside must lie
/// between 0 and 1 and have at most six decimals or a denominator of at most a million. Sums, differences and products are exact and never
/// overflow.
/// </summary>
[JsonConverter(typeof(ShareJsonConverter))]
public readonly record struct Share
    : IComparable<Share>,
        IAdditionOperators<Share, Share, Share>,
        ISubtractionOperators<Share, Share, Share>,
        IMultiplyOperators<Share, Share, Share>,
        IDivisionOperators<Share, Share, Share>,
        IAdditiveIdentity<Share, Share>,
        IComparisonOperators<Share, Share, bool>
{
    /// <summary>Largest denominator accepted from outside.</summary>
    public const int LargestDenominator = 1_000_000;

    /// <summary>Largest number of decimals accepted from outside and written; values that need more are written as fractions.</summary>
    public const int MaxDecimals = 6;

    // Both stay 0 for the share zero, so that the default value and a computed zero are equal.
    private readonly BigInteger numerator,
        denominator;

    private Share(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.IsZero)
            return;
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (this.numerator, this.denominator) = (numerator / divisor, denominator / divisor);
    }

    /// <summary>The share 0, which is also the default value.</summary>
    public static Share Zero => default;

    /// <summary>The share 1, the whole.</summary>
    public static Share One { get; } = new(1, 1);

    /// <inheritdoc/>
    public static Share AdditiveIdentity => default;

    /// <summary>Numerator in lowest terms; negative for negative shares.</summary>
    public BigInteger Numerator => numerator;

    /// <summary>Denominator in lowest terms; at least 1.</summary>
    public BigInteger Denominator => denominator.IsZero ? BigInteger.One : denominator;

    /// <summary>True for exactly 0; shares are never rounded.</summary>
    public bool IsZero => numerator.IsZero;

    /// <summary>True below 0, which differences can be.</summary>
    public bool IsNegative => numerator.Sign < 0;

    /// <summary>The fraction <paramref name="numerator"/>/<paramref name="denominator"/>. A denominator below 1 throws
    /// <see cref="ArgumentOutOfRangeException"/>.</summary>
    public static Share Of(long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(denominator, 1);
        return new(numerator, denominator);
    }

    /// <summary>A whole percentage: <c>Share.Percent(80)</c> is 4/5.</summary>
    public static Share Percent(int percent) => new(percent, 100);

    /// <summary>Reads a share from outside: between 0 and 1, with at most <see cref="MaxDecimals"/> decimals or a denominator of at most
    /// <see cref="LargestDenominator"/>; only digits and one point or slash.</summary>
    public static bool TryParse(string? text, out Share share) =>
        Read(text, longest: 15, out share) && share <= One && share.Denominator <= LargestDenominator;

    /// <summary>Reads a share as <see cref="TryParse"/> does; throws <see cref="FormatException"/> for other texts.</summary>
    public static Share Parse(string text) => TryParse(text, out var share) ? share : throw new FormatException($"'{text}' is no share.");

    /// <inheritdoc/>
    public static Share operator +(Share left, Share right) =>
        new(left.numerator * right.Denominator + right.numerator * left.Denominator, left.Denominator * right.Denominator);

    /// <inheritdoc/>
    public static Share operator -(Share left, Share right) =>
        new(left.numerator * right.Denominator - right.numerator * left.Denominator, left.Denominator * right.Denominator);

    /// <inheritdoc/>
    public static Share operator *(Share left, Share right) => new(left.numerator * right.numerator, left.Denominator * right.Denominator);

    /// <summary>The exact ratio of two shares. A zero divisor throws <see cref="DivideByZeroException"/>.</summary>
    public static Share operator /(Share left, Share right) =>
        right.IsZero
            ? throw new DivideByZeroException("A share is not divided by nothing.")
            : new(left.numerator * right.Denominator * right.numerator.Sign, left.Denominator * BigInteger.Abs(right.numerator));

    /// <inheritdoc/>
    public static bool operator <(Share left, Share right) => left.CompareTo(right) < 0;

    /// <inheritdoc/>
    public static bool operator >(Share left, Share right) => left.CompareTo(right) > 0;

    /// <inheritdoc/>
    public static bool operator <=(Share left, Share right) => left.CompareTo(right) <= 0;

    /// <inheritdoc/>
    public static bool operator >=(Share left, Share right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Share other) => (numerator * other.Denominator).CompareTo(other.numerator * Denominator);

    /// <summary>The share for people: <c>80%</c>, <c>12.5%</c>, or <c>1/3</c> when no percentage with four decimals is exact.</summary>
    public override string ToString() =>
        Decimal() is { } value ? (value * 100m).ToString("0.####", CultureInfo.InvariantCulture) + "%" : $"{Numerator}/{Denominator}";

    /// <summary>The share in JSON: <c>0.8</c> or <c>1/3</c>.</summary>
    internal string Plain() =>
        Decimal() is { } value ? value.ToString("0.######", CultureInfo.InvariantCulture) : $"{Numerator}/{Denominator}";

    // Accepts digits, optionally followed by one point or slash and more digits. Shares that we wrote may be sums or products with longer
    // fractions than those accepted from outside.
    internal static bool Read(string? text, int longest, out Share share)
    {
        share = default;
        if (text is null || text.Length == 0 || text.Length > longest)
            return false;
        var mark = text.IndexOfAny(['.', '/']);
        var (head, tail) = mark < 0 ? (text, null) : (text[..mark], text[(mark + 1)..]);
        if (!IsWhole(head))
            return false;
        var whole = BigInteger.Parse(head, NumberStyles.None, CultureInfo.InvariantCulture);
        if (tail is null)
            share = new(whole, 1);
        else if (text[mark] == '/')
        {
            if (!IsWhole(tail) || tail == "0")
                return false;
            share = new(whole, BigInteger.Parse(tail, NumberStyles.None, CultureInfo.InvariantCulture));
        }
        else
        {
            if (tail.Length is 0 or > MaxDecimals || !tail.All(char.IsAsciiDigit))
                return false;
            var scale = BigInteger.Pow(10, tail.Length);
            share = new(whole * scale + BigInteger.Parse(tail, NumberStyles.None, CultureInfo.InvariantCulture), scale);
        }
        return true;
    }

    private static bool IsWhole(string digits) =>
        digits.Length > 0 && digits.All(char.IsAsciiDigit) && (digits.Length == 1 || digits[0] != '0');

    private decimal? Decimal()
    {
        const int Scale = LargestDenominator;
        var (scaled, rest) = BigInteger.DivRem(numerator * Scale, Denominator);
        return rest.IsZero && BigInteger.Abs(scaled) <= long.MaxValue ? (decimal)(long)scaled / Scale : null;
    }
}

/// <summary>Reads and writes shares in JSON as strings; limits values from outside.</summary>
public sealed class ShareJsonConverter : JsonConverter<Share>
{
    // Enough for products of a few shares and sums over long lists; applies only to JSON that we wrote.
    private const int LongestOfOurs = 4_000;

    /// <inheritdoc/>
    public override Share Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number when reader.TryGetDecimal(out var number) => number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
        var isOthers = ReferenceEquals(options, Json.Strict);
        return (isOthers ? Share.TryParse(text, out var share) : Share.Read(text, LongestOfOurs, out share))
            ? share
            : throw new RefusedValueException(
                new(
                    "份额应为0至1之间最多六位小数的数，或者分母不超过一百万的分数，例如\"0.8\"、\"1/3\"",
                    "a share must be between 0 and 1, with at most six decimals or as a fraction with a denominator of at most "
                        + "one million, such as \"0.8\" or \"1/3\""
                )
            );
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Share value, JsonSerializerOptions options) => writer.WriteStringValue(value.Plain());
}

/// <summary>Sums of shares, which <c>Enumerable.Sum</c> does not accept.</summary>
public static class ShareSums
{
    /// <summary>The sum of the shares, exact and without rounding; zero for an empty sequence.</summary>
    public static Share Sum(this IEnumerable<Share> shares) => shares.Aggregate(Share.Zero, (sum, share) => sum + share);

    /// <summary>The exact sum of each item's share; zero for an empty sequence.</summary>
    public static Share Sum<T>(this IEnumerable<T> items, Func<T, Share> share) => items.Select(share).Sum();
}
