namespace TechTransfer.RewardCalculation.Claims;

/// <summary>
/// The beneficiary's bank account. Holder and number are stored encrypted, apart from the claim; only finance sees the full number.
/// </summary>
public sealed record BankAccount
{
    /// <summary>Account holder (户名), which must be the beneficiary; null in a request means the entitlement's beneficiary.</summary>
    [Personal]
    public string? Holder { get; init; }

    /// <summary>Account number (账号), 8 to 32 digits; blanks and hyphens are removed. Null once it was erased.</summary>
    [Personal]
    public string? Number { get; init; }

    /// <summary>Bank and branch (开户行).</summary>
    public string? Bank { get; init; }

    private const int LongestBank = 100;

    /// <summary>Validates an account and brings it into its stored form; every invalid field gives an error.</summary>
    public static Outcome<BankAccount> Of(BankAccount given, string beneficiary)
    {
        var number = string.Concat((given.Number ?? "").Where(c => c is not (' ' or '-')));
        var holder = string.IsNullOrWhiteSpace(given.Holder) ? beneficiary : given.Holder.Trim();
        var bank = given.Bank?.Trim() ?? "";
        var errors = new List<ProblemError>();
        if (number.Length is < 8 or > 32 || !number.All(char.IsAsciiDigit))
            errors.Add(Wrong("number", "账号应为8至32位数字，请核对。", "The account number must have 8 to 32 digits. Check it."));
        else if (number.All(c => c == number[0]))
            errors.Add(Wrong("number", "账号全为同一数字，请核对。", "The account number is one digit repeated. Check it."));
        if (!ComparedText.Same(holder, beneficiary))
            errors.Add(
                Wrong(
                    "holder",
                    $"户名应与申报单位名称（{beneficiary}）一致，请核对。",
                    $"The account holder must be the beneficiary ({beneficiary}). Check the name."
                )
            );
        if (bank.Length is 0 or > LongestBank || bank.Any(char.IsControl))
            errors.Add(
                Wrong(
                    "bank",
                    $"开户行没有填写、过长或者含有不能使用的字符，请用1至{LongestBank}个字符填写。",
                    "The bank and branch are missing, too long or contain characters that are not allowed. Enter them in 1 to "
                        + $"{LongestBank} characters."
                )
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

    /// <summary>The account as everyone but finance sees it: only the last four digits of the number.</summary>
    public BankAccount Masked() => this with { Number = Number is { Length: > 4 } number ? $"****{number[^4..]}" : null };

    private static ProblemError Wrong(string field, string zh, string en) =>
        new($"bankAccount.{field}", Catalogue.InvalidValue.Code, new(zh, en));
}
