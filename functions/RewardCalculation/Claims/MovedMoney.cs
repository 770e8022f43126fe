namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Checks that recording a payment and recording a repayment share.</summary>
internal static class MovedMoney
{
    private const int LongestReference = 100;

    /// <summary>The problem when the day of a payment is too early or in the future, else null.</summary>
    public static Problem? Day(DateOnly day, DateOnly notBefore, DateOnly today) =>
        day > today || day < notBefore
            ? Problem
                .Of(
                    Catalogue.InvalidValue,
                    (
                        "reason",
                        new Text(
                            $"日期应在{notBefore:yyyy年M月d日}至{today:yyyy年M月d日}之间。",
                            $"The day lies between {notBefore:yyyy-MM-dd} and {today:yyyy-MM-dd}."
                        )
                    )
                )
                .At("paidOn")
            : null;

    /// <summary>The problem when a payment's reference is missing or malformed, else null.</summary>
    public static Problem? Reference(string reference) =>
        string.IsNullOrWhiteSpace(reference) || reference.Length > LongestReference || reference.Any(char.IsControl)
            ? Problem
                .Of(
                    Catalogue.InvalidValue,
                    ("reason", new Text($"凭证号应为1至{LongestReference}个字符。", $"A reference has 1 to {LongestReference} characters."))
                )
                .At("reference")
            : null;
}
