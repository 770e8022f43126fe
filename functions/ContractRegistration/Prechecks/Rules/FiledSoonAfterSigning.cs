namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Warning if the contract was signed longer ago than the rule set's number of days; not for changes.</summary>
public sealed class FiledSoonAfterSigning() : PrecheckRule(FindingCodes.FiledLate, Severity.Warning)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var days = input.Rules.LateFiling.DaysAfterSigning;
        // For a contract that has ended, ContractHasNotExpired already reports an error.
        if (!input.IsChange && input.Content.EffectiveTo >= input.Today && input.Content.SignedOn.AddDays(days) < input.Today)
        {
            yield return At(
                "signedOn",
                $"合同签订已超过{days}天；请核对合同是否仍在履行，并说明未及时申请认定登记的原因。",
                $"The contract was signed more than {days} days ago. "
                    + "Check that it is still being performed, and give the reason why you did not apply sooner.",
                input.Rules.LateFiling.Citation
            );
        }
    }
}
