namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class ForeignCurrencyHasItsRate() : PrecheckRule(FindingCodes.ExchangeRateMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var content = input.Content;
        if (content.Currency == "CNY")
            yield break;
        if (content.OriginalValue is null)
            yield return At(
                "originalValue",
                "合同以外币计价，原币金额未填写，请填写。",
                "The price is in a foreign currency, but the value in that currency is missing. Enter it."
            );
        if (content.ExchangeRate is null)
            yield return At(
                "exchangeRate",
                "合同以外币计价，汇率未填写，请填写1个外币单位折合的人民币金额（元）。",
                "The price is in a foreign currency, but the exchange rate is missing. Enter the value of one unit of the currency in yuan."
            );
        if (content.ExchangeRateOn is null)
            yield return At(
                "exchangeRateOn",
                "合同以外币计价，汇率日期未填写，请填写。",
                "The price is in a foreign currency, but the date of the exchange rate is missing. Enter it."
            );
        else if (content.ExchangeRateOn > input.Today)
            yield return At("exchangeRateOn", "汇率日期晚于今天，请核对。", "The date of the exchange rate is after today. Check it.");
    }
}
