namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class RateBelongsToAForeignCurrency() : PrecheckRule(FindingCodes.ExchangeRateUnneeded, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var content = input.Content;
        if (content.Currency != "CNY")
            yield break;
        if (content.OriginalValue is not null)
            yield return At(
                "originalValue",
                "合同币种为人民币，不填写原币金额，请清空；以外币计价的，请选择相应币种。",
                "The price is in yuan, so there is no original value. Clear it, or choose the foreign currency."
            );
        else if (content.ExchangeRate is not null)
            yield return At(
                "exchangeRate",
                "合同币种为人民币，不填写汇率，请清空；以外币计价的，请选择相应币种。",
                "The price is in yuan, so there is no exchange rate. Clear it, or choose the foreign currency."
            );
        else if (content.ExchangeRateOn is not null)
            yield return At(
                "exchangeRateOn",
                "合同币种为人民币，不填写汇率日期，请清空；以外币计价的，请选择相应币种。",
                "The price is in yuan, so there is no date of an exchange rate. Clear it, or choose the foreign currency."
            );
    }
}
