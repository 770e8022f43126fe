using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Error if the technical amount is 0 or less, or exceeds the contract value.</summary>
public sealed class TechnicalAmountIsWithinTheValue() : PrecheckRule(FindingCodes.TechnicalAmountOutOfRange, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (
            input.Content is not { ContractValue: { } value } content
            || (value == Yuan.Zero && content.ValueStatus == ValueStatus.Undetermined)
        )
            yield break;
        var computed = Precheck.TechnicalAmountOf(input);
        var (path, amount) = content.ClaimedTechnicalAmount is { } claimed
            ? ("claimedTechnicalAmount", claimed)
            : ("costLines", computed ?? value);
        if (amount <= Yuan.Zero || amount > value)
        {
            yield return At(
                path,
                $"技术交易额为{amount}元，应大于0元且不超过合同成交额{value}元；没有技术内容的合同不能登记，请核对。",
                $"The technical amount is {amount} yuan. It must be above 0 and must not exceed the contract value of {value} yuan. "
                    + "A contract without technical content cannot be registered. Check it."
            );
        }
        else if (computed <= Yuan.Zero)
        {
            yield return At(
                "costLines",
                $"扣除非技术性费用后，技术交易额为{computed}元，应大于0元，请核对费用明细。",
                $"After deduction of the non-technical costs, the technical amount is {computed} yuan. It must be above 0. Check "
                    + "the cost lines."
            );
        }
    }
}
