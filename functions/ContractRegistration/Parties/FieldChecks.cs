namespace TechTransfer.ContractRegistration.Parties;

/// <summary>Checks of entered fields: each returns the problem, or null.</summary>
internal static class FieldChecks
{
    public const int LongestName = 200;
    public const int LongestReason = 500;

    public static Problem? Text(string path, string text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > longest)
            return Invalid(path, new($"请填写1至{longest}个字符。", $"Give 1 to {longest} characters."));
        return text.Any(c => char.IsControl(c))
            ? Invalid(
                path,
                new("含有换行、制表等控制字符，请删除。", "It holds control characters such as line breaks or tabs: take them out.")
            )
            : null;
    }

    private static readonly DateOnly Earliest = new(1949, 10, 1);

    public static Problem? Day(string path, DateOnly day, DateOnly today) =>
        day < Earliest || day > today
            ? Invalid(
                path,
                new(
                    $"日期须在1949-10-01至今天（{today:yyyy年M月d日}）之间。",
                    $"The day must lie between 1949-10-01 and today ({today:yyyy-MM-dd})."
                )
            )
            : null;

    public static Problem Invalid(string path, Text reason) => Problem.Of(Catalogue.InvalidValue, ("reason", reason)).At(path);
}
