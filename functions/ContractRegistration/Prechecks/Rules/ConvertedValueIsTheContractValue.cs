namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Error if original value × exchange rate, rounded to the fen, differs from the contract value.</summary>
public sealed class ConvertedValueIsTheContractValue() : PrecheckRule(FindingCodes.ConvertedValueDiffers, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content is { Currency: not "CNY", OriginalValue: { } original, ExchangeRate: { } rate, ContractValue: { } value })
        {
            var converted = decimal.Round(original * rate, 2, MidpointRounding.AwayFromZero);
            if (converted != value.Amount)
                yield return At(
                    "contractValue",
                    $"原币金额按汇率折合{converted:N2}元，与合同成交额{value}元不一致，请核对。",
                    $"At the exchange rate, the original value is {converted:N2} yuan, but the contract value is {value} yuan. Check them."
                );
        }
    }
}
