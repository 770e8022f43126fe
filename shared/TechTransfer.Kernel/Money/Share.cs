using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Kernel.Money;

/// <summary>
/// A part of a whole as an exact fraction, always in lowest terms: shares of ownership, of a team, of income. Three times 1/3 is 1, which
/// no decimal gives. JSON: text, a decimal (<c>"0.8"</c>) or a fraction (<c>"1/3"</c>); a number (<c>0.8</c>) is read too. What others send
/// lies between 0 and 1 and has at most six decimals, or a denominator of at most a million, so that sums over a list stay small; sums,
/// differences and products are exact and never overflow.
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
    /// <summary>The largest denominator that others may send.</summary>
    public const int LargestDenominator = 1_000_000;

    /// <summary>The most decimals that others may send, and that are printed: beyond them a fraction is printed.</summary>
    public const int MostDecimals = 6;

    // Zero leaves both at their default, so that every zero equals every other.
    private readonly BigInteger numerator,
        denominator;

    private Share(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.IsZero)
            return;
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (this.numerator, this.denominator) = (numerator / divisor, denominator / divisor);
    }

    /// <summary>Nothing.</summary>
    public static Share Zero => default;

    /// <summary>The whole.</summary>
    public static Share One { get; } = new(1, 1);

    /// <inheritdoc/>
    public static Share AdditiveIdentity => default;

    /// <summary>Above the line, in lowest terms.</summary>
    public BigInteger Numerator => numerator;

    /// <summary>Below the line, in lowest terms, at least 1.</summary>
    public BigInteger Denominator => denominator.IsZero ? BigInteger.One : denominator;

    /// <summary>True when it is nothing.</summary>
    public bool IsZero => numerator.IsZero;

    /// <summary>True when it is below zero, as a difference may be.</summary>
    public bool IsNegative => numerator.Sign < 0;

    /// <summary>A fraction; a denominator below 1 throws <see cref="ArgumentOutOfRangeException"/>. Example: <c>Share.Of(1,
    /// 3)</c>.</summary>
    public static Share Of(long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(denominator, 1);
        return new(numerator, denominator);
    }

    /// <summary>A percentage: <c>Share.Percent(80)</c> is 4/5.</summary>
    public static Share Percent(int percent) => new(percent, 100);

    /// <summary>Reads what others send: between 0 and 1, at most <see cref="MostDecimals"/> decimals or a denominator of at most <see
    /// cref="LargestDenominator"/>, only digits, one point or one slash.</summary>
    public static bool TryParse(string? text, out Share share) =>
        Read(text, longest: 15, out share) && share <= One && share.Denominator <= LargestDenominator;

    /// <summary>As <see cref="TryParse"/>; another text throws <see cref="FormatException"/>.</summary>
    public static Share Parse(string text) => TryParse(text, out var share) ? share : throw new FormatException($"'{text}' is no share.");

    /// <inheritdoc/>
    public static Share operator +(Share left, Share right) =>
        new(left.numerator * right.Denominator + right.numerator * left.Denominator, left.Denominator * right.Denominator);

    /// <inheritdoc/>
    public static Share operator -(Share left, Share right) =>
        new(left.numerator * right.Denominator - right.numerator * left.Denominator, left.Denominator * right.Denominator);

    /// <inheritdoc/>
    public static Share operator *(Share left, Share right) => new(left.numerator * right.numerator, left.Denominator * right.Denominator);

    /// <summary>How much of the right one the left one is; a divisor of nothing throws <see cref="DivideByZeroException"/>.</summary>
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

    /// <summary>As it is printed: <c>80%</c>, <c>12.5%</c>, or <c>1/3</c> where a percentage is not exact.</summary>
    public override string ToString() =>
        Decimal() is { } value ? (value * 100m).ToString("0.####", CultureInfo.InvariantCulture) + "%" : $"{Numerator}/{Denominator}";

    /// <summary>As JSON carries it: <c>0.8</c> or <c>1/3</c>.</summary>
    internal string Plain() =>
        Decimal() is { } value ? value.ToString("0.######", CultureInfo.InvariantCulture) : $"{Numerator}/{Denominator}";

    // Digits, then at most one point or slash with digits behind it. What we wrote ourselves may be a longer sum or product than others may
    // send.
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
            if (tail.Length is 0 or > MostDecimals || !tail.All(char.IsAsciiDigit))
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

/// <summary>Shares in JSON: text, a decimal or a fraction.</summary>
public sealed class ShareJsonConverter : JsonConverter<Share>
{
    // A product of a few shares and a sum over a long list fit; nobody else's text is read with this bound.
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
                    "份额应为0至1之间最多六位小数的数，或分母不超过一百万的分数，例如\"0.8\"、\"1/3\"",
                    "a share lies between 0 and 1, with at most six decimals or as a fraction with a denominator of at most a million, as in \"0.8\" or \"1/3\""
                )
            );
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Share value, JsonSerializerOptions options) => writer.WriteStringValue(value.Plain());
}

/// <summary>Sums of shares, and money by shares.</summary>
public static class ShareSums
{
    /// <summary>The exact sum; zero for none.</summary>
    public static Share Sum(this IEnumerable<Share> shares) => shares.Aggregate(Share.Zero, (sum, share) => sum + share);

    /// <summary>The exact sum of one share of each item; zero for none.</summary>
    public static Share Sum<T>(this IEnumerable<T> items, Func<T, Share> share) => items.Select(share).Sum();
}
