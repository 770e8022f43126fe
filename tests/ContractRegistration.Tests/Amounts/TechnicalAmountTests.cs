using FsCheck;
using FsCheck.Fluent;
using TechTransfer.ContractRegistration.Amounts;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.Kernel.Findings;
using TechTransfer.Kernel.Money;

namespace TechTransfer.ContractRegistration.Tests.Amounts;

public class TechnicalAmountTests
{
    // Valid cost lines: the amount is quantity × unit price, and the reasonable quantity is at most the quantity.
    private static readonly Gen<CostLine> Equipment =
        from quantity in Gen.Choose(1, 500)
        from kept in Gen.Choose(0, quantity)
        from price in Gen.Choose(1, 100_000_000)
        select new CostLine("equipment", "设备", Yuan.FromFen((long)price * quantity), quantity, Yuan.FromFen(price), kept);

    private static readonly Gen<CostLine> LumpSum = Gen.Choose(0, int.MaxValue)
        .Select(fen => new CostLine("other", "其他", Yuan.FromFen(fen)));

    // Materials weighed to the gram, so that products must be rounded to the fen.
    private static readonly Gen<CostLine> Weighed =
        from grams in Gen.Choose(1, 10_000_000)
        from keptGrams in Gen.Choose(0, grams)
        from price in Gen.Choose(1, 1_000_000)
        select new CostLine(
            "sample",
            "样品",
            Yuan.FromFen(price).TimesRoundedHalfUp(grams / 1000m),
            grams / 1000m,
            Yuan.FromFen(price),
            keptGrams / 1000m
        );

    private static readonly Arbitrary<(Yuan Value, CostLine[] Lines)> Contracts = (
        from lines in Gen.ListOf(Gen.OneOf(Equipment, LumpSum, Weighed))
        from margin in Gen.Choose(0, int.MaxValue)
        select (lines.Sum(l => l.Amount) + Yuan.FromFen(margin), lines.ToArray())
    ).ToArbitrary();

    [Fact]
    public void The_amount_lies_between_nothing_and_the_value() =>
        Prop.ForAll(
                Contracts,
                contract =>
                {
                    var amount = TechnicalAmount.Of(contract.Value, contract.Lines, Given.Rules2026).Amount;
                    return Yuan.Zero <= amount && amount <= contract.Value;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Amount_and_deductions_add_up_to_the_value() =>
        Prop.ForAll(
                Contracts,
                contract =>
                {
                    var result = TechnicalAmount.Of(contract.Value, contract.Lines, Given.Rules2026);
                    return result.Amount + result.Lines.Sum(l => l.Deducted!.Value) == contract.Value;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_deduction_is_never_below_zero_nor_above_its_line() =>
        Prop.ForAll(
                Contracts,
                contract =>
                    TechnicalAmount
                        .Of(contract.Value, contract.Lines, Given.Rules2026)
                        .Lines.All(l => Yuan.Zero <= l.Deducted && l.Deducted <= l.Amount)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Keeping_more_never_lowers_the_amount() =>
        Prop.ForAll(
                Contracts,
                contract =>
                {
                    var none = TechnicalAmount.Of(
                        contract.Value,
                        [.. contract.Lines.Select(l => l with { ReasonableQuantity = null })],
                        Given.Rules2026
                    );
                    return none.Amount <= TechnicalAmount.Of(contract.Value, contract.Lines, Given.Rules2026).Amount;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_worked_out_passes_the_same_checks_again() =>
        Prop.ForAll(
                Contracts,
                contract =>
                {
                    var lines = TechnicalAmount.Of(contract.Value, contract.Lines, Given.Rules2026).Lines;
                    var filing = new PrecheckInput(
                        Given.Content("C01") with
                        {
                            CostLines = lines,
                        },
                        [],
                        Given.Rules2026,
                        Given.Rules.Codes,
                        Given.Today
                    );
                    return Precheck.CostLineRules.SelectMany(r => r.Check(filing)).All(f => f.Severity != Severity.Error);
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(3, 1, 1_400_000)]
    [InlineData(3, 2, 700_000)]
    [InlineData(3, 0, 2_100_000)]
    [InlineData(3, 3, 0)]
    public void A_reasonable_quantity_stays_in(int quantity, int kept, int deducted)
    {
        var line = new CostLine("equipment", "烧结炉", Yuan.Of(700_000 * quantity), quantity, Yuan.Of(700_000), kept);

        Assert.Equal(Yuan.Of(deducted), TechnicalAmount.DeductionOf(line));
    }
}
