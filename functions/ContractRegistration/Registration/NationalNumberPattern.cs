using System.Text.RegularExpressions;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>What national numbers look like in a period; <c>national-number.json</c> beside this file.</summary>
/// <param name="Pattern">A regular expression over the whole number.</param>
public sealed record NationalNumberPattern(string Pattern, DateOnly From, DateOnly? To, Citation Citation)
{
    private static readonly IReadOnlyList<NationalNumberPattern> All = RuleFiles.Read<NationalNumberPattern>(
        typeof(NationalNumberPattern).Assembly,
        "Registration/national-number"
    );

    /// <summary>What is wrong with the form of a number given that day; null when it is valid.</summary>
    public static Finding? Check(string number, DateOnly registeredOn) =>
        All.Any(p => p.Fits(number, registeredOn))
            ? null
            : new(
                FindingCodes.NationalNumberMalformed,
                Severity.Error,
                "nationalNumber",
                new("登记编号的位数或者格式不正确，请核对。", "The registration number has the wrong digits or form. Check it.")
            );

    private bool Fits(string number, DateOnly registeredOn) =>
        From <= registeredOn
        && (To is null || registeredOn <= To)
        && Regex.IsMatch(number, Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
