using System.Globalization;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Amounts;

/// <summary>
/// Calculates the technical amount (技术交易额): contract value (合同成交额) less the non-technical cost lines. A line with a reasonable quantity is
/// deducted only in part: amount − unit price × reasonable quantity.
/// </summary>
/// <param name="Amount">Yuan. May lie outside 0 to the contract value; pre-check and assessment validate the range.</param>
public sealed record TechnicalAmount(Yuan Amount, IReadOnlyList<CostLine> Lines, IReadOnlyList<Step> Steps)
{
    /// <summary>Calculates from a contract value and cost lines that have passed <see cref="Prechecks.Precheck.CostLineRules"/>.</summary>
    public static TechnicalAmount Of(Yuan contractValue, IReadOnlyList<CostLine> costLines, RuleSet rules)
    {
        var lines = costLines.Select(line => line with { Deducted = DeductionOf(line) }).ToArray();
        var deducted = lines.Sum(line => line.Deducted!.Value);
        var amount = contractValue - deducted;
        Step[] steps =
        [
            .. lines.Select(line => StepOf(line, rules)),
            new(
                "technical_amount",
                new(
                    $"技术交易额=合同成交额{contractValue}元−非技术性费用{deducted}元={amount}元。",
                    $"Technical amount = contract value {contractValue} yuan − non-technical costs {deducted} yuan = {amount} yuan."
                ),
                Inputs(("contractValue", $"{contractValue}"), ("deducted", $"{deducted}")),
                $"{amount}",
                rules.CostLineTypes[0].Citation
            ),
        ];
        return new(amount, lines, steps);
    }

    public static Yuan DeductionOf(CostLine line) =>
        line is { ReasonableQuantity: > 0 and var kept, UnitPrice: { } price } ? line.Amount - price.TimesRoundedHalfUp(kept) : line.Amount;

    private static Step StepOf(CostLine line, RuleSet rules)
    {
        var type = rules.CostLineType(line.Type);
        var name = type?.Name ?? new Text(line.Type, line.Type);
        if (line is not { ReasonableQuantity: > 0 and var kept, UnitPrice: { } price })
        {
            return new(
                "cost_line_deducted",
                new(
                    $"{name.Zh}“{line.Description}”{line.Amount}元，全额扣除。",
                    $"{name.En} '{line.Description}', {line.Amount} yuan: deducted in full."
                ),
                Inputs(("amount", $"{line.Amount}")),
                $"{line.Deducted}",
                type?.Citation
            );
        }
        var quantity = Number(kept);
        return new(
            "reasonable_quantity_kept",
            new(
                $"{name.Zh}“{line.Description}”{line.Amount}元，其中合理数量{quantity} × {price}元不扣除，扣除{line.Deducted}元。",
                $"{name.En} '{line.Description}', {line.Amount} yuan: "
                    + $"the reasonable quantity of {quantity} × {price} yuan is not deducted; {line.Deducted} yuan is deducted."
            ),
            Inputs(("amount", $"{line.Amount}"), ("unitPrice", $"{price}"), ("reasonableQuantity", quantity)),
            $"{line.Deducted}",
            type?.Citation
        );
    }

    private static Dictionary<string, string> Inputs(params (string Name, string Value)[] inputs) =>
        inputs.ToDictionary(i => i.Name, i => i.Value);

    private static string Number(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
