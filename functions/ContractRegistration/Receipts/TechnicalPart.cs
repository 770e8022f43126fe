using TechTransfer.ContractRegistration.Prechecks;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>
/// Calculates the technical income (技术性收入) in money received. Without an entered value it is pro rata (technical amount ÷ contract
/// value), calculated on cumulated sums rounded half up, so that the technical income of a fully paid contract equals its technical amount
/// to the fen. An entered value may exceed the pro rata, because one payment may be for technology and another for goods, but not the
/// payment. The technical income of a contract never exceeds its technical amount.
/// </summary>
public static class TechnicalPart
{
    /// <summary>The technical income, or the reason for refusing it; both null while the contract value is undetermined.</summary>
    /// <param name="amount">Amount allocated to the contract, yuan.</param>
    /// <param name="entered">Technical income as the payee entered it; null for pro rata.</param>
    /// <param name="income">Income of the contract without this receipt.</param>
    /// <param name="index">Index of the allocation in its receipt, for the path of a refusal.</param>
    public static (Yuan? Part, BookingRefusal? Refusal) Of(ContractTerms terms, Yuan amount, Yuan? entered, Income income, int index)
    {
        var room = terms.Value - income.NetReceived;
        if (amount > room && !terms.MayExceedValue)
        {
            return (
                null,
                new(
                    FindingCodes.ValueExceeded.Code,
                    $"allocations[{index}].amount",
                    new(
                        $"合同成交额{terms.Value}元，已到账{income.NetReceived}元，"
                            + $"本次最多登记{Yuan.Max(room, Yuan.Zero)}元，请核对；成交额有变化的，请先申请变更。",
                        $"The contract value is {terms.Value} yuan, of which {income.NetReceived} yuan "
                            + $"was received already, so at most {Yuan.Max(room, Yuan.Zero)} yuan can be recorded. "
                            + "Check the amount. If the contract value has changed, apply for a change first."
                    )
                )
            );
        }
        if (terms.IsUndetermined)
        {
            return entered is null
                ? (null, null)
                : (
                    null,
                    new(
                        FindingCodes.ValueUndetermined.Code,
                        $"allocations[{index}].technicalAmount",
                        new(
                            "该合同价款待定，暂不能填报技术性收入，请不填写该项。",
                            "The price of the contract is undetermined. Leave the technical income out until the price is determined."
                        )
                    )
                );
        }
        var left = Yuan.Max(terms.TechnicalAmount - income.NetTechnical, Yuan.Zero);
        if (entered is { } given)
        {
            return given <= left
                ? (given, null)
                : (
                    null,
                    new(
                        FindingCodes.TechnicalExceeded.Code,
                        $"allocations[{index}].technicalAmount",
                        new(
                            $"合同技术交易额{terms.TechnicalAmount}元，已核定技术性收入{income.NetTechnical}元，本次最多填报{left}元，请核对。",
                            $"The technical amount of the contract is {terms.TechnicalAmount} yuan, of which "
                                + $"{income.NetTechnical} yuan was assessed as technical income already, so at most {left} yuan can "
                                + "be entered. Check the amount."
                        )
                    )
                );
        }
        return (Yuan.Min(ProRata(terms, amount, income), left), null);
    }

    /// <summary>Pro rata technical income, which may still exceed the rest of the contract's technical amount.</summary>
    public static Yuan ProRata(ContractTerms terms, Yuan amount, Income income) =>
        terms.Value <= Yuan.Zero ? Yuan.Zero : Share(terms, income.NetReceived + amount) - Share(terms, income.NetReceived);

    /// <summary>
    /// The technical income in a refund: the refunded share of what was booked, calculated on cumulated refunds, so that a full refund
    /// takes back exactly what was booked. Null if nothing was booked.
    /// </summary>
    public static Yuan? OfRefund(Allocation allocation, Yuan refundedBefore, Yuan refund) =>
        allocation.TechnicalAmount is not { } technical
            ? null
            : Part(technical, refundedBefore + refund, allocation.Amount) - Part(technical, refundedBefore, allocation.Amount);

    public static Step Explain(ContractTerms terms, Allocation allocation) =>
        allocation switch
        {
            { TechnicalAmount: null } => new(
                "technical_part_open",
                new(
                    "该合同价款待定，技术性收入待价款确定后核定。",
                    "The price of the contract is undetermined. The technical income is assessed once it is determined."
                ),
                Inputs(("amount", allocation.Amount)),
                "",
                Instruments.Rules2001
            ),
            { EnteredTechnicalAmount: not null, TechnicalAmount: { } part } => new(
                "technical_part_entered",
                new(
                    $"本次到账{allocation.Amount}元，收款单位填报的技术性收入为{part}元。",
                    $"Of {allocation.Amount} yuan received, the payee entered {part} yuan as technical income."
                ),
                Inputs(("amount", allocation.Amount)),
                $"{part}",
                Instruments.Rules2001
            ),
            { TechnicalAmount: { } part } => new(
                "technical_part_pro_rata",
                new(
                    $"本次到账{allocation.Amount}元，按技术交易额{terms.TechnicalAmount}元占合同成交额{terms.Value}元的比例，累计计算、四舍五入到分，技术性收入为{part}元。",
                    $"Of {allocation.Amount} yuan received, {part} yuan is technical income: the share of the technical amount "
                        + $"{terms.TechnicalAmount} yuan in the contract value {terms.Value} yuan, "
                        + "calculated on the cumulative totals and rounded half up to the fen."
                ),
                Inputs(("amount", allocation.Amount), ("technicalAmount", terms.TechnicalAmount), ("contractValue", terms.Value)),
                $"{part}",
                Instruments.Rules2001
            ),
        };

    private static Yuan Share(ContractTerms terms, Yuan received) => Part(terms.TechnicalAmount, received, terms.Value);

    // whole × part ÷ of, rounded half up; in 128 bits because the product may exceed 64.
    private static Yuan Part(Yuan whole, Yuan part, Yuan of) =>
        Yuan.FromFen((long)((2 * (Int128)whole.Fen * part.Fen + of.Fen) / (2 * (Int128)of.Fen)));

    private static Dictionary<string, string> Inputs(params (string Name, Yuan Value)[] inputs) =>
        inputs.ToDictionary(i => i.Name, i => $"{i.Value}");
}
