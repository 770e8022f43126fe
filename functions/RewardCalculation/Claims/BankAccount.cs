using System.Text;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Where the money goes. Number and holder are kept encrypted, apart from the claim; all but finance see the number's end
/// only.</summary>
public sealed record BankAccount
{
    /// <summary>The holder (户名): the beneficiary itself; left out, it is taken from the entitlement.</summary>
    [Personal]
    public string? Holder { get; init; }

    /// <summary>The number (账号): 8 to 32 digits, blanks and hyphens are taken off. Null once it was erased.</summary>
    [Personal]
    public string? Number { get; init; }

    /// <summary>The bank and branch (开户行).</summary>
    public string? Bank { get; init; }

    private const int LongestBank = 100;

    /// <summary>The account as it is kept, or what is wrong with it, every field at once.</summary>
    /// <param name="given">As the claimant wrote it.</param>
    /// <param name="beneficiary">The beneficiary's name: the money goes to nobody else.</param>
    public static Outcome<BankAccount> Of(BankAccount given, string beneficiary)
    {
        var number = string.Concat((given.Number ?? "").Where(c => c is not (' ' or '-')));
        var holder = string.IsNullOrWhiteSpace(given.Holder) ? beneficiary : given.Holder.Trim();
        var bank = given.Bank?.Trim() ?? "";
        var errors = new List<ProblemError>();
        if (number.Length is < 8 or > 32 || !number.All(char.IsAsciiDigit))
            errors.Add(Wrong("number", "账号应为8至32位数字。", "An account number has 8 to 32 digits."));
        else if (number.All(c => c == number[0]))
            errors.Add(Wrong("number", "账号不能全为同一数字。", "An account number is not one digit again and again."));
        if (Plain(holder) != Plain(beneficiary))
            errors.Add(Wrong("holder", $"户名应与申报单位一致：{beneficiary}。", $"The holder must be the beneficiary: {beneficiary}."));
        if (bank.Length is 0 or > LongestBank || bank.Any(char.IsControl))
            errors.Add(
                Wrong("bank", $"请填写开户行，1至{LongestBank}个字符。", $"Name the bank and branch in 1 to {LongestBank} characters.")
            );
        if (errors.Count > 0)
            return Problem.Of(Catalogue.ChecksFailed, ("count", errors.Count)) with { Errors = errors };
        return new BankAccount
        {
            Holder = holder,
            Number = number,
            Bank = bank,
        };
    }

    /// <summary>Holder and number as everyone but finance sees them.</summary>
    public BankAccount Masked() => this with { Number = Number is { Length: > 4 } number ? $"****{number[^4..]}" : null };

    // Full-width and half-width brackets make the same name.
    private static string Plain(string name) => string.Concat(name.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)));

    private static ProblemError Wrong(string field, string zh, string en) =>
        new($"bankAccount.{field}", Catalogue.InvalidValue.Code, new(zh, en));
}
