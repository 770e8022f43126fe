namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A licence lasts no longer than the contract that grants it.</summary>
public sealed class LicenceFitsTheTerm() : PrecheckRule(FindingCodes.LicenceOutlivesContract, Severity.Warning)
{
    // Terms that end a few days earlier or later than full years are no slip.
    private const int Tolerance = 7;

    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var content = input.Content;
        var days = content.EffectiveTo.DayNumber - content.EffectiveFrom.DayNumber;
        if (content.Kind.StartsWith('L') && content.Licence is { Years: var years } && years * 365.25m > days + Tolerance)
            yield return At(
                "licence.years",
                $"许可年限{years:0.##}年超过合同有效期（至{content.EffectiveTo:yyyy年M月d日}），请核对许可年限和合同有效期。",
                $"The licence lasts {years:0.##} years, longer than the contract, which ends on {content.EffectiveTo:yyyy-MM-dd}. Check both."
            );
    }
}
