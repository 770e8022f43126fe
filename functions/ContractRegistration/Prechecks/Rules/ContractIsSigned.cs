namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class ContractIsSigned() : PrecheckRule(FindingCodes.SignedInFuture, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.SignedOn > input.Today)
            yield return At(
                "signedOn",
                "签订日期晚于今天，请核对；合同签订并生效后才能申请认定登记。",
                "The date of signing is after today. Check it. A contract can be registered only once it is signed and in force."
            );
    }
}
