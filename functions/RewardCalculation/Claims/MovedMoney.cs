namespace TechTransfer.RewardCalculation.Claims;

internal static class MovedMoney
{
    private const int LongestReference = 100;

    public static Problem? Day(DateOnly day, DateOnly notBefore, DateOnly today) =>
        day > today || day < notBefore
            ? Problem
                .Of(
                    Catalogue.InvalidValue,
                    (
                        "reason",
                        new Text(
                            $"付款日期应在{notBefore:yyyy年M月d日}至{today:yyyy年M月d日}之间，请核对。",
                            $"The date of payment must be from {notBefore:yyyy-MM-dd} to {today:yyyy-MM-dd}. Check it."
                        )
                    )
                )
                .At("paidOn")
            : null;

    public static Problem? Reference(string reference) =>
        string.IsNullOrWhiteSpace(reference) || reference.Length > LongestReference || reference.Any(char.IsControl)
            ? Problem
                .Of(
                    Catalogue.InvalidValue,
                    (
                        "reason",
                        new Text(
                            $"凭证号应为1至{LongestReference}个字符，请核对。",
                            $"The payment reference must have 1 to {LongestReference} characters. Check it."
                        )
                    )
                )
                .At("reference")
            : null;
}
