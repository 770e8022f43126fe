namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A price in yuan has no exchange rate.</summary>
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
                "人民币合同不填写外币金额；如以外币计价，请选择币种。",
                "A price in yuan has no value in another currency: choose the currency if there is one."
            );
        else if (content.ExchangeRate is not null)
            yield return At(
                "exchangeRate",
                "人民币合同不填写汇率；如以外币计价，请选择币种。",
                "A price in yuan has no exchange rate: choose the currency if there is another."
            );
        else if (content.ExchangeRateOn is not null)
            yield return At(
                "exchangeRateOn",
                "人民币合同不填写汇率日期；如以外币计价，请选择币种。",
                "A price in yuan has no day of an exchange rate: choose the currency if there is another."
            );
    }
}
