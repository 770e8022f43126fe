namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A price in another currency comes with the original figure, the rate and its day.</summary>
public sealed class ForeignCurrencyHasItsRate() : PrecheckRule(FindingCodes.ExchangeRateMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var content = input.Content;
        if (content.Currency == "CNY")
            yield break;
        if (content.OriginalValue is null)
            yield return At("originalValue", "请填写外币合同金额。", "Give the value in the contract's currency.");
        if (content.ExchangeRate is null)
            yield return At(
                "exchangeRate",
                "请填写折算汇率（1外币合人民币元）。",
                "Give the exchange rate (yuan for one unit of the currency)."
            );
        if (content.ExchangeRateOn is null)
            yield return At("exchangeRateOn", "请填写汇率日期。", "Give the day of the exchange rate.");
        else if (content.ExchangeRateOn > input.Today)
            yield return At("exchangeRateOn", "汇率日期晚于今天。", "The day of the exchange rate lies ahead.");
    }
}
