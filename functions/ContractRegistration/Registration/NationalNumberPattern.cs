using System.Text.RegularExpressions;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Format of national numbers in a period, from <c>national-number.json</c> beside this file.</summary>
/// <param name="Pattern">Regular expression that the whole number must match.</param>
public sealed record NationalNumberPattern(string Pattern, DateOnly From, DateOnly? To, Citation Citation)
{
    private static readonly IReadOnlyList<NationalNumberPattern> All = RuleFiles.Read<NationalNumberPattern>(
        typeof(NationalNumberPattern).Assembly,
        "Registration/national-number"
    );

    /// <summary>Null if the number is valid: it matches a format that was in use on the day of registration.</summary>
    public static Finding? Check(string number, DateOnly registeredOn) =>
        All.Any(p => p.Fits(number, registeredOn))
            ? null
            : new(
                FindingCodes.NationalNumberMalformed,
                Severity.Error,
                "nationalNumber",
                new(
                    "全国登记编号的位数或者格式不正确，请核对。",
                    "The national registration number has the wrong number of digits or the wrong format. Check it."
                )
            );

    private bool Fits(string number, DateOnly registeredOn) =>
        From <= registeredOn
        && (To is null || registeredOn <= To)
        && Regex.IsMatch(number, Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
