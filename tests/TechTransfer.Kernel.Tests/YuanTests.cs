using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Kernel.Tests;

public class YuanTests
{
    private static readonly Arbitrary<(Yuan Amount, long[] Weights)> Splits = (
        from fen in Gen.Choose(int.MinValue, int.MaxValue)
        from scale in Gen.Elements(1L, 1_000L, 1_000_000L)
        from weights in Gen.Choose(0, 1_000_000).Select(w => (long)w).NonEmptyListOf()
        where weights.Any(w => w > 0)
        select (Yuan.FromFen(fen * scale), weights.ToArray())
    ).ToArbitrary();

    [Fact]
    public void A_split_loses_no_fen() =>
        Prop.ForAll(Splits, s => s.Amount.SplitByLargestRemainder(s.Weights).Sum() == s.Amount).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_part_of_a_split_is_less_than_a_fen_from_its_exact_share() =>
        Prop.ForAll(
                Splits,
                s =>
                {
                    var total = s.Weights.Sum(w => (decimal)w);
                    return s
                        .Amount.SplitByLargestRemainder(s.Weights)
                        .Zip(s.Weights)
                        .All(p => Math.Abs(p.First.Fen - s.Amount.Fen * (p.Second / total)) < 1.0001m);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_larger_weight_never_gets_less() =>
        Prop.ForAll(
                Splits,
                s =>
                {
                    var parts = s.Amount.SplitByLargestRemainder(s.Weights).Select(p => Math.Abs(p.Fen)).ToArray();
                    return s
                        .Weights.Zip(parts)
                        .OrderBy(p => p.First)
                        .ThenBy(p => p.Second)
                        .Select(p => p.Second)
                        .SequenceEqual(parts.Order());
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(-100, new long[] { 1, 1, 1 }, new long[] { -34, -33, -33 })]
    [InlineData(5, new long[] { 0, 2, 1 }, new long[] { 0, 3, 2 })]
    [InlineData(1, new long[] { 1, 3 }, new long[] { 0, 1 })]
    [InlineData(long.MaxValue, new long[] { long.MaxValue, long.MaxValue }, new long[] { 4611686018427387904, 4611686018427387903 })]
    public void Equal_remainders_go_to_the_earlier_part(long fen, long[] weights, long[] parts) =>
        Assert.Equal(parts, Yuan.FromFen(fen).SplitByLargestRemainder(weights).Select(p => p.Fen));

    [Fact]
    public void Weights_must_make_sense()
    {
        Assert.Throws<ArgumentException>(() => Yuan.Of(1).SplitByLargestRemainder([]));
        Assert.Throws<ArgumentException>(() => Yuan.Of(1).SplitByLargestRemainder([0, 0]));
        Assert.Throws<ArgumentException>(() => Yuan.Of(1).SplitByLargestRemainder([2, -1]));
    }

    [Theory]
    [InlineData("0.05", "0.5", "0.03")]
    [InlineData("-0.05", "0.5", "-0.03")]
    [InlineData("0.01", "0.5", "0.01")]
    [InlineData("0.01", "0.49", "0.00")]
    [InlineData("100.00", "0.015", "1.50")]
    [InlineData("333.33", "0.7", "233.33")]
    [InlineData("900000000000000", "1", "900000000000000")]
    public void A_rate_is_applied_and_rounded_half_up(string amount, string rate, string product) =>
        Assert.Equal(Yuan.Of(Number(product)), Yuan.Of(Number(amount)).TimesRoundedHalfUp(Number(rate)));

    [Fact]
    public void Nothing_is_rounded_silently() => Assert.Throws<ArgumentException>(() => Yuan.Of(0.005m));

    [Fact]
    public void Sums_beyond_64_bits_are_an_error_and_not_a_wrong_figure()
    {
        Assert.Throws<OverflowException>(() => Yuan.FromFen(long.MaxValue) + Yuan.FromFen(1));
        Assert.Throws<OverflowException>(() => Yuan.FromFen(long.MinValue) - Yuan.FromFen(1));
        Assert.Throws<OverflowException>(() => Yuan.FromFen(long.MaxValue).TimesRoundedHalfUp(2));
    }

    [Theory]
    [InlineData("1200000", 120_000_000)]
    [InlineData("0.1", 10)]
    [InlineData("0.10", 10)]
    [InlineData("-3.05", -305)]
    [InlineData("1e3", 100_000)]
    [InlineData("900000000000000", 90_000_000_000_000_000)]
    public void Json_reads_yuan(string json, long fen) => Assert.Equal(fen, Json.Read<Yuan>(json).Fen);

    [Theory]
    [InlineData("1.001")]
    [InlineData("0.015")]
    [InlineData("\"1.00\"")]
    [InlineData("900000000000000.01")]
    [InlineData("1e29")]
    [InlineData("true")]
    [InlineData("null")]
    public void Json_refuses_what_is_no_amount(string json) => Assert.ThrowsAny<JsonException>(() => Json.Read<Yuan>(json));

    [Theory]
    [InlineData(120_000_000, "1200000")]
    [InlineData(10, "0.1")]
    [InlineData(-305, "-3.05")]
    [InlineData(0, "0")]
    public void Json_writes_yuan(long fen, string json) =>
        Assert.Equal(decimal.Parse(json, null), JsonSerializer.Deserialize<decimal>(Json.Write(Yuan.FromFen(fen))));

    [Fact]
    public void An_amount_survives_json() =>
        Prop.ForAll(
                Gen.Choose(int.MinValue, int.MaxValue).Select(f => Yuan.FromFen(f * 1_000L + f % 1_000)).ToArbitrary(),
                amount => Json.Read<Yuan>(Json.Write(amount)) == amount
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_amount_is_written_as_decimals_are()
    {
        long[] edges = [0, 1, 9, 10, 99, 100, 99_999, 100_000, 99_999_999, 100_000_000, long.MaxValue, long.MinValue, -1, -99, -100_000];
        var random = new Random(3);
        Span<char> room = stackalloc char[40];
        foreach (
            var fen in edges.Concat(
                Enumerable.Range(0, 2_000).Select(_ => random.NextInt64() >> random.Next(63)).SelectMany(f => new[] { f, -f })
            )
        )
        {
            var expected = (fen / 100m).ToString("N2", System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(expected, Yuan.FromFen(fen).ToString());
            Assert.Equal(expected, $"{Yuan.FromFen(fen)}");
            Assert.True(Yuan.FromFen(fen).TryFormat(room, out var written, "N2", null));
            Assert.Equal(expected, room[..written].ToString());
        }
        Assert.False(Yuan.FromFen(123_456).TryFormat(room[..7], out _, default, null));
        Assert.Equal("1234.6", Yuan.FromFen(123_456).ToString("F1", null));
    }

    [Fact]
    public void An_amount_is_shown_with_two_decimals_and_thousands() => Assert.Equal("1,200,000.50", Yuan.Of(1_200_000.5m).ToString());

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
