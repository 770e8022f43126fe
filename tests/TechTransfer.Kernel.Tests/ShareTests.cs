using System.Numerics;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Kernel.Tests;

public class ShareTests
{
    private static readonly Gen<Share> AnyShare =
        from denominator in Gen.Choose(1, Share.LargestDenominator)
        from numerator in Gen.Choose(0, denominator)
        select Share.Of(numerator, denominator);

    private static readonly Arbitrary<(Share A, Share B, Share C)> Three = (
        from a in AnyShare
        from b in AnyShare
        from c in AnyShare
        select (a, b, c)
    ).ToArbitrary();

    // Random amounts with random shares that add up to 1.
    private static readonly Arbitrary<(Yuan Amount, Share[] Shares)> Wholes = (
        from fen in Gen.Choose(int.MinValue, int.MaxValue)
        from scale in Gen.Elements(1L, 1_000L, 1_000_000L)
        from weights in Gen.Choose(0, 1_000).Select(w => (long)w).NonEmptyListOf()
        where weights.Any(w => w > 0)
        select (Yuan.FromFen(fen * scale), weights.Select(w => Share.Of(w, weights.Sum())).ToArray())
    ).ToArbitrary();

    [Fact]
    public void Sums_and_products_follow_the_laws_of_fractions() =>
        Prop.ForAll(
                Three,
                s =>
                    s.A + s.B == s.B + s.A
                    && s.A + s.B + s.C == s.A + (s.B + s.C)
                    && s.A * (s.B + s.C) == s.A * s.B + s.A * s.C
                    && s.A + s.B - s.B == s.A
                    && s.A + Share.Zero == s.A
                    && s.A * Share.One == s.A
                    && (s.A - s.A).IsZero
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_quotient_times_the_divisor_is_the_share() =>
        Prop.ForAll(Three, s => s.B.IsZero || (s.A - s.C) / s.B * s.B == s.A - s.C && (s.A / (Share.Zero - s.B)) == Share.Zero - s.A / s.B)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_share_is_not_divided_by_nothing() => Assert.Throws<DivideByZeroException>(() => Share.One / Share.Zero);

    [Fact]
    public void A_share_is_always_in_lowest_terms() =>
        Prop.ForAll(
                Three,
                s =>
                    new[] { s.A, s.A + s.B, s.B - s.C, s.A * s.C }.All(x =>
                        x.Denominator.Sign > 0 && BigInteger.GreatestCommonDivisor(x.Numerator, x.Denominator).IsOne
                    )
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Order_agrees_with_the_difference() =>
        Prop.ForAll(Three, s => (s.A < s.B) == (s.A - s.B).IsNegative && (s.A.CompareTo(s.B) == 0) == (s.A == s.B))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_share_survives_json() =>
        Prop.ForAll(
                Three,
                s =>
                    Json.Read<Share>(Json.Write(s.A)) == s.A
                    && JsonSerializer.Deserialize<Share>(Json.Write(s.A), Json.Strict) == s.A
                    && Json.Read<Share>(Json.Write(s.A * s.B + s.C)) == s.A * s.B + s.C
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_shares_of_any_team_make_a_whole()
    {
        for (var members = 1; members <= 200; members++)
            Assert.Equal(Share.One, Enumerable.Repeat(Share.Of(1, members), members).Sum());
    }

    [Fact]
    public void Shares_with_large_denominators_add_up_without_overflow()
    {
        Share[] shares = [.. Enumerable.Range(0, 200).Select(i => Share.Of(1, 999_983 - i))];
        Assert.Equal(Share.One, shares.Sum() + (Share.One - shares.Sum()));
    }

    [Fact]
    public void A_split_by_shares_loses_no_fen() =>
        Prop.ForAll(Wholes, w => w.Amount.SplitByShares(w.Shares).Sum() == w.Amount).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_part_is_less_than_a_fen_from_its_exact_share() =>
        Prop.ForAll(
                Wholes,
                w =>
                    w.Amount.SplitByShares(w.Shares)
                        .Zip(w.Shares)
                        .All(p =>
                            BigInteger.Abs(p.First.Fen * p.Second.Denominator - w.Amount.Fen * p.Second.Numerator) < p.Second.Denominator
                        )
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_product_rounded_up_is_never_less_than_the_share_and_less_than_a_fen_more() =>
        Prop.ForAll(
                Three,
                s =>
                {
                    var amount = Yuan.FromFen(1_000_000_007);
                    var over = amount.TimesRoundedUp(s.A).Fen * s.A.Denominator - amount.Fen * s.A.Numerator;
                    return over.Sign >= 0 && over < s.A.Denominator;
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(100, new[] { "1/3", "1/3", "1/3" }, new long[] { 34, 33, 33 })]
    [InlineData(-100, new[] { "1/3", "1/3", "1/3" }, new long[] { -34, -33, -33 })]
    [InlineData(1, new[] { "0.5", "0.5" }, new long[] { 1, 0 })]
    [InlineData(70_000_001, new[] { "0.5", "0.2", "0.2", "0.1" }, new long[] { 35_000_001, 14_000_000, 14_000_000, 7_000_000 })]
    [InlineData(7, new[] { "0", "1" }, new long[] { 0, 7 })]
    [InlineData(long.MaxValue, new[] { "1/2", "1/2" }, new long[] { 4611686018427387904, 4611686018427387903 })]
    public void Equal_remainders_go_to_the_earlier_part(long fen, string[] shares, long[] parts) =>
        Assert.Equal(parts, Yuan.FromFen(fen).SplitByShares([.. shares.Select(Share.Parse)]).Select(p => p.Fen));

    [Theory]
    [InlineData("0.5", "0.6")]
    [InlineData("1/3", "1/3")]
    [InlineData("0.333333", "0.666666")]
    public void What_is_no_whole_is_not_split(string a, string b) =>
        Assert.Throws<ArgumentException>(() => Yuan.Of(1).SplitByShares([Share.Parse(a), Share.Parse(b)]));

    [Fact]
    public void A_negative_share_is_not_split() =>
        Assert.Throws<ArgumentException>(() => Yuan.Of(1).SplitByShares([Share.One + Share.Of(1, 2), Share.Zero - Share.Of(1, 2)]));

    [Theory]
    [InlineData(5, "0.5", 3, 3)]
    [InlineData(-5, "0.5", -3, -3)]
    [InlineData(3, "0.7", 2, 3)]
    [InlineData(100, "1/3", 33, 34)]
    [InlineData(99, "1/3", 33, 33)]
    [InlineData(0, "1/3", 0, 0)]
    public void A_part_is_rounded_only_as_its_name_says(long fen, string share, long halfUp, long up)
    {
        Assert.Equal(halfUp, Yuan.FromFen(fen).TimesRoundedHalfUp(Share.Parse(share)).Fen);
        Assert.Equal(up, Yuan.FromFen(fen).TimesRoundedUp(Share.Parse(share)).Fen);
    }

    [Theory]
    [InlineData("\"1/3\"", "1/3", "\"1/3\"")]
    [InlineData("\"2/6\"", "1/3", "\"1/3\"")]
    [InlineData("\"0.7\"", "70%", "\"0.7\"")]
    [InlineData("\"0.70\"", "70%", "\"0.7\"")]
    [InlineData("0.70", "70%", "\"0.7\"")]
    [InlineData("\"1/8\"", "12.5%", "\"0.125\"")]
    [InlineData("\"0.333333\"", "33.3333%", "\"0.333333\"")]
    [InlineData("1", "100%", "\"1\"")]
    [InlineData("\"0\"", "0%", "\"0\"")]
    [InlineData("\"999999/1000000\"", "99.9999%", "\"0.999999\"")]
    public void A_share_is_read_printed_and_written(string json, string printed, string written)
    {
        var share = JsonSerializer.Deserialize<Share>(json, Json.Strict);
        Assert.Equal(printed, share.ToString());
        Assert.Equal(written, Json.Write(share));
    }

    [Theory]
    [InlineData("\"70%\"")]
    [InlineData("\"1.1\"")]
    [InlineData("\"4/3\"")]
    [InlineData("\"-0.1\"")]
    [InlineData("-0.1")]
    [InlineData("1.000001")]
    [InlineData("\"1/0\"")]
    [InlineData("\"1/1000001\"")]
    [InlineData("\"0.3333333\"")]
    [InlineData("0.3333333")]
    [InlineData("\".5\"")]
    [InlineData("\"0.\"")]
    [InlineData("\"01/3\"")]
    [InlineData("\"1/03\"")]
    [InlineData("\"1 / 3\"")]
    [InlineData("\"1/3/5\"")]
    [InlineData("\"1e-1\"")]
    [InlineData("1e-9")]
    [InlineData("\"０.５\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[1,3]")]
    [InlineData("\"10000000000000000000000000000000000000000/10000000000000000000000000000000000000000\"")]
    public void What_is_no_share_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Share>(json, Json.Strict));

    [Fact]
    public void Every_zero_is_the_same() => Assert.Equal(default, Share.Of(0, 7));
}
