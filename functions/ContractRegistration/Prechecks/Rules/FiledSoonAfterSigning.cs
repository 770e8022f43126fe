namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A contract is filed soon after it was signed. How soon is the rule set's to say.</summary>
public sealed class FiledSoonAfterSigning() : PrecheckRule(FindingCodes.FiledLate, Severity.Warning)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var days = input.Rules.LateFiling.DaysAfterSigning;
        // Of a contract that has ended there is nothing left to explain.
        if (!input.IsChange && input.Content.EffectiveTo >= input.Today && input.Content.SignedOn.AddDays(days) < input.Today)
        {
            yield return At(
                "signedOn",
                $"合同签订已超过{days}天；请核对合同是否仍在履行，并说明未及时申请认定登记的原因。",
                $"The contract was signed more than {days} days ago. "
                    + "Check that it is still being performed, and say why you did not apply sooner.",
                input.Rules.LateFiling.Citation
            );
        }
    }
}
