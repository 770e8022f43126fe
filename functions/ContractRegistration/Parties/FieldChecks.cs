namespace TechTransfer.ContractRegistration.Parties;

/// <summary>The methods return null if the field is valid.</summary>
internal static class FieldChecks
{
    public const int LongestName = 200;
    public const int LongestReason = 500;

    public static Problem? Text(string path, string text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > longest)
            return Invalid(
                path,
                new(
                    $"{NameOf(path).Zh}应为1至{longest}个字符，请补充或者缩短。",
                    $"{NameOf(path).En} must have 1 to {longest} characters. Add or shorten it."
                )
            );
        return text.Any(c => char.IsControl(c))
                ? Invalid(
                    path,
                    new(
                        $"{NameOf(path).Zh}含有换行、制表等控制字符，请删除。",
                        $"{NameOf(path).En} contains control characters such as line breaks or tabs. Delete them."
                    )
                )
            : PrintableText.FaultOf(text) is { } fault
                ? Invalid(
                    path,
                    new(
                        $"{NameOf(path).Zh}中的以下字符无法在文书上显示：{fault.Zh}。",
                        $"{NameOf(path).En} contains characters that documents cannot show: {fault.En}."
                    )
                )
            : null;
    }

    private static readonly DateOnly Earliest = new(1949, 10, 1);

    public static Problem? Day(string path, DateOnly day, DateOnly today) =>
        day < Earliest || day > today
            ? Invalid(
                path,
                new(
                    $"{NameOf(path).Zh}应在{Earliest:yyyy年M月d日}至今天（{today:yyyy年M月d日}）之间，请核对。",
                    $"{NameOf(path).En} must be between {Earliest:yyyy-MM-dd} and today ({today:yyyy-MM-dd}). Check it."
                )
            )
            : null;

    private static Text NameOf(string path) =>
        path[(path.LastIndexOf('.') + 1)..] switch
        {
            "name" => new("名称", "The name"),
            "subject" => new("账号", "The account"),
            "reason" => new("理由", "The reason"),
            "from" => new("生效日期", "The effective date"),
            "on" => new("合并日期", "The date of the merger"),
            _ => new("此项内容", "This entry"),
        };

    public static Problem Invalid(string path, Text reason) => Problem.Of(Catalogue.InvalidValue, ("reason", reason)).At(path);
}
