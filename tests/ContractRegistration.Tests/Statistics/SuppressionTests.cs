using FsCheck;
using FsCheck.Fluent;
using TechTransfer.ContractRegistration.Statistics;

namespace TechTransfer.ContractRegistration.Tests.Statistics;

public class SuppressionTests
{
    [Theory]
    [InlineData("a3 b4", "")]
    [InlineData("a0 b4", "")]
    [InlineData("a1 b4 c9", "a b")]
    [InlineData("a1 b1 c9 d8", "a b d")]
    [InlineData("a1 b2 c9", "a b")]
    [InlineData("a2 b2 c9", "a b")]
    [InlineData("a1 b5 c5", "a b")]
    [InlineData("a1", "a")]
    [InlineData("a1 b1", "a b")]
    [InlineData("a2 b0 c7", "a c")]
    public void The_next_smallest_goes_with_a_small_cell(string cells, string hidden) =>
        Assert.Equal(
            hidden,
            string.Join(' ', Suppression.Hidden(cells.Split(' ').ToDictionary(c => c[..1], c => (long)(c[1] - '0')), 3).Order())
        );

    [Fact]
    public void Nothing_small_is_shown_or_left_alone_whatever_the_cells()
    {
        var tables = Gen.ListOf(Gen.Choose(0, 8)).ToArbitrary();
        Prop.ForAll(
                tables,
                sizes =>
                {
                    var cells = sizes.Select((n, i) => (Code: $"c{i}", Number: (long)n)).ToDictionary(c => c.Code, c => c.Number);
                    var hidden = Suppression.Hidden(cells, 3);
                    var shown = cells.Where(c => !hidden.Contains(c.Key) && c.Value > 0).ToArray();
                    var left = cells.Where(c => hidden.Contains(c.Key)).Sum(c => c.Value);
                    return shown.All(c => c.Value >= 3)
                        && (hidden.Count == 0 || shown.Length == 0 || (hidden.Count >= 2 && left >= 3))
                        && (cells.Values.Any(n => n is 1 or 2) || hidden.Count == 0);
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
