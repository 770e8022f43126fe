namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Hint for values below 10,000 yuan: ledgers are often kept in 万元, and the filer may have copied such a figure.</summary>
public sealed class ValueIsInYuan() : PrecheckRule(FindingCodes.MaybeTenThousands, Severity.Info, Instruments.RegistrationForm)
{
    private static readonly Yuan Small = Yuan.Of(10_000);
    private const int TenThousand = 10_000;

    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.ContractValue is { } value && value > Yuan.Zero && value < Small)
            yield return At(
                "contractValue",
                $"合同成交额为{value}元，金额较小；台账以万元为单位的，应改填{Yuan.FromFen(value.Fen * TenThousand)}元，请核对单位。",
                $"The contract value is only {value} yuan. If the source states it in ten thousands of yuan, "
                    + $"enter {Yuan.FromFen(value.Fen * TenThousand)} yuan. Check the unit."
            );
    }
}
