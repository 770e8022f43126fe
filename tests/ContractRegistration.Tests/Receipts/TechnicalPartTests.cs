using FsCheck;
using FsCheck.Fluent;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Receipts;
using TechTransfer.Kernel.Money;

namespace TechTransfer.ContractRegistration.Tests.Receipts;

public sealed class TechnicalPartTests
{
    private static readonly Income Nothing = new(0, Yuan.Zero, Yuan.Zero, Yuan.Zero, Yuan.Zero);

    [Theory]
    [InlineData(1_200_000, 960_000, 0, 480_000, 384_000)]
    [InlineData(1_200_000, 960_000, 480_000, 480_000, 384_000)]
    [InlineData(1_200_000, 960_000, 960_000, 240_000, 192_000)]
    [InlineData(100, 33.33, 0, 50, 16.67)]
    [InlineData(100, 33.33, 50, 50, 16.66)]
    [InlineData(0.03, 0.02, 0, 0.01, 0.01)]
    [InlineData(0.03, 0.02, 0.01, 0.01, 0.00)]
    [InlineData(0.03, 0.02, 0.02, 0.01, 0.01)]
    [InlineData(800_000, 800_000, 0, 0.01, 0.01)]
    public void The_part_is_pro_rata_on_the_cumulated_sums(decimal value, decimal technical, decimal before, decimal amount, decimal part)
    {
        var terms = Terms(value, technical);
        var income = Nothing with { Received = Yuan.Of(before), Technical = TechnicalPart.ProRata(terms, Yuan.Of(before), Nothing) };

        Assert.Equal(Yuan.Of(part), TechnicalPart.Of(terms, Yuan.Of(amount), null, income, 0).Part);
    }

    [Fact]
    public void The_parts_of_a_fully_paid_contract_add_up_to_its_technical_amount_to_the_fen()
    {
        var payments = Gen.Choose(1, 1_000_000).ListOf(7);
        Prop.ForAll(
                payments.Select(p => p.ToArray()).ToArbitrary(),
                Gen.Choose(0, 1000).ToArbitrary(),
                (amounts, share) =>
                {
                    var value = Yuan.FromFen(amounts.Sum(a => (long)a));
                    var technical = Yuan.FromFen(value.Fen * share / 1000);
                    var terms = new ContractTerms(value, technical, ValueStatus.Fixed, PaymentMode.Instalments);
                    var income = Nothing;
                    foreach (var amount in amounts.Select(a => Yuan.FromFen(a)))
                    {
                        var (part, refusal) = TechnicalPart.Of(terms, amount, null, income, 0);
                        if (refusal is not null || part > amount || part < Yuan.Zero)
                            return false;
                        income = income with { Received = income.Received + amount, Technical = income.Technical + part!.Value };
                    }
                    return income.NetTechnical == technical;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Whatever_is_entered_the_parts_never_exceed_the_technical_amount()
    {
        Prop.ForAll(
                Gen.Choose(1, 100_000).Two().ListOf(9).Select(p => p.ToArray()).ToArbitrary(),
                pairs =>
                {
                    var terms = new ContractTerms(Yuan.FromFen(500_000), Yuan.FromFen(200_000), ValueStatus.Estimated, PaymentMode.Royalty);
                    var income = Nothing;
                    foreach (var (amount, entered) in pairs)
                    {
                        Yuan? given = entered % 2 == 0 ? null : Yuan.FromFen(Math.Min(entered, amount));
                        if (TechnicalPart.Of(terms, Yuan.FromFen(amount), given, income, 0) is not { Refusal: null, Part: { } part })
                            continue;
                        income = income with { Received = income.Received + Yuan.FromFen(amount), Technical = income.Technical + part };
                        if (part.IsNegative)
                            return false;
                    }
                    return income.NetTechnical <= terms.TechnicalAmount;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_full_refund_in_any_steps_takes_back_exactly_what_was_booked()
    {
        Prop.ForAll(
                Gen.Choose(1, 99_999).ListOf(5).Select(s => s.ToArray()).ToArbitrary(),
                steps =>
                {
                    var amount = Yuan.FromFen(steps.Sum(s => (long)s));
                    var allocation = new Allocation("c", "n", "t", amount, null, Yuan.FromFen(amount.Fen * 7 / 9), []);
                    var (refunded, technical) = (Yuan.Zero, Yuan.Zero);
                    foreach (var step in steps.Select(s => Yuan.FromFen(s)))
                    {
                        technical += TechnicalPart.OfRefund(allocation, refunded, step)!.Value;
                        refunded += step;
                    }
                    return technical == allocation.TechnicalAmount;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(ValueStatus.Fixed, PaymentMode.Instalments, "value_exceeded")]
    [InlineData(ValueStatus.Fixed, PaymentMode.Once, "value_exceeded")]
    [InlineData(ValueStatus.Fixed, PaymentMode.Royalty, null)]
    [InlineData(ValueStatus.Fixed, PaymentMode.EntranceFeeAndRoyalty, null)]
    [InlineData(ValueStatus.Estimated, PaymentMode.Instalments, null)]
    [InlineData(ValueStatus.Estimated, PaymentMode.UseFirst, null)]
    [InlineData(ValueStatus.Undetermined, PaymentMode.Royalty, null)]
    public void Only_an_estimated_value_or_a_royalty_may_be_exceeded(ValueStatus status, PaymentMode mode, string? code)
    {
        var terms = new ContractTerms(Yuan.Of(100), Yuan.Of(80), status, mode);

        Assert.Equal(code, TechnicalPart.Of(terms, Yuan.Of(100.01m), null, Nothing, 0).Refusal?.Code);
    }

    [Fact]
    public void Beyond_an_estimated_value_nothing_is_technical_any_more()
    {
        var terms = new ContractTerms(Yuan.Of(100), Yuan.Of(80), ValueStatus.Estimated, PaymentMode.Royalty);
        var paid = Nothing with { Received = Yuan.Of(100), Technical = Yuan.Of(80) };

        Assert.Equal(Yuan.Zero, TechnicalPart.Of(terms, Yuan.Of(50), null, paid, 0).Part);
        Assert.Equal(Yuan.Of(80), TechnicalPart.Of(terms, Yuan.Of(150), null, Nothing, 0).Part);
    }

    [Fact]
    public void A_part_may_be_entered_above_the_pro_rata_but_not_above_what_is_left()
    {
        var terms = Terms(1_000_000, 600_000);
        var half = Nothing with { Received = Yuan.Of(500_000), Technical = Yuan.Of(300_000) };

        Assert.Equal(Yuan.Of(300_000), TechnicalPart.Of(terms, Yuan.Of(400_000), Yuan.Of(300_000), half, 0).Part);
        Assert.Equal("technical_exceeded", TechnicalPart.Of(terms, Yuan.Of(400_000), Yuan.Of(300_000.01m), half, 0).Refusal!.Code);
    }

    [Fact]
    public void A_refund_makes_room_again()
    {
        var terms = Terms(100, 80);
        var paid = Nothing with { Received = Yuan.Of(100), Technical = Yuan.Of(80) };

        Assert.Equal("value_exceeded", TechnicalPart.Of(terms, Yuan.Of(1), null, paid, 0).Refusal!.Code);
        Assert.Equal(
            Yuan.Of(24),
            TechnicalPart.Of(terms, Yuan.Of(30), null, paid with { Refunded = Yuan.Of(30), TechnicalRefunded = Yuan.Of(24) }, 0).Part
        );
    }

    private static ContractTerms Terms(decimal value, decimal technical) =>
        new(Yuan.Of(value), Yuan.Of(technical), ValueStatus.Fixed, PaymentMode.Instalments);
}
