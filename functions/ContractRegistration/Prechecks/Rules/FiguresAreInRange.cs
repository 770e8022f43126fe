using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Error if a figure is outside its range. The ranges also ensure that sums cannot overflow.</summary>
public sealed class FiguresAreInRange() : PrecheckRule(FindingCodes.FigureOutOfRange, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, figure, least, most) in FiguresOf(input.Content))
        {
            if (figure < least || figure > most)
                yield return At(
                    path,
                    $"{FieldNames.Of(path).Zh}应在{least:0.######}与{most:0.####}之间，请核对。",
                    $"{FieldNames.Of(path).En}: must be between {least:0.######} and {most:0.####}. Check it."
                );
        }
    }

    // A trillion yuan is 10^14 fen: even the sum of 10,000 such amounts fits into 64 bits.
    private const decimal MaxYuan = 1_000_000_000_000m;
    private const decimal MaxQuantity = 1_000_000_000m;

    private static IEnumerable<(string Path, decimal? Figure, decimal Least, decimal Most)> FiguresOf(ContractContent content)
    {
        yield return ("contractValue", content.ContractValue?.Amount, 0, MaxYuan);
        yield return ("claimedTechnicalAmount", content.ClaimedTechnicalAmount?.Amount, -MaxYuan, MaxYuan);
        yield return ("originalValue", content.OriginalValue, 0, MaxYuan);
        yield return ("exchangeRate", content.ExchangeRate, 0.000001m, 10_000);
        yield return ("relatedOwnership", content.RelatedOwnership, 0, 1);
        yield return ("royalty.rate", content.Royalty?.Rate, 0, 1);
        yield return ("royalty.entranceFee", content.Royalty?.EntranceFee?.Amount, 0, MaxYuan);
        yield return ("royalty.estimatedTotal", content.Royalty?.EstimatedTotal?.Amount, 0, MaxYuan);
        yield return ("equity.share", content.Equity?.Share, 0, 1);
        yield return ("licence.years", content.Licence?.Years, 0, 100);
        for (var i = 0; i < content.InKind.Count; i++)
            yield return ($"inKind[{i}].value", content.InKind[i].Value.Amount, 0, MaxYuan);
        for (var i = 0; i < content.Instalments.Count; i++)
            yield return ($"instalments[{i}].amount", content.Instalments[i].Amount.Amount, 0, MaxYuan);
        for (var i = 0; i < content.CostLines.Count; i++)
        {
            var line = content.CostLines[i];
            yield return ($"costLines[{i}].amount", line.Amount.Amount, 0, MaxYuan);
            yield return ($"costLines[{i}].quantity", line.Quantity, 0, MaxQuantity);
            yield return ($"costLines[{i}].unitPrice", line.UnitPrice?.Amount, 0, MaxYuan);
            yield return ($"costLines[{i}].reasonableQuantity", line.ReasonableQuantity, 0, MaxQuantity);
            yield return ($"costLines[{i}].deducted", line.Deducted?.Amount, 0, MaxYuan);
        }
    }
}
