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
                new($"{NameOf(path)}应为1至{longest}个字符，请补充或者缩短。", $"It has 1 to {longest} characters. Add or shorten it.")
            );
        return text.Any(c => char.IsControl(c))
                ? Invalid(
                    path,
                    new(
                        $"{NameOf(path)}含有换行、制表等控制字符，请删除。",
                        "It has control characters such as line breaks or tabs. Delete them."
                    )
                )
            : PrintableText.FaultOf(text) is { } fault
                ? Invalid(
                    path,
                    new(
                        $"{NameOf(path)}中的以下字符无法在证书上显示：{fault.Zh}。",
                        $"No certificate can show these characters: {fault.En}."
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
                    $"日期应在{Earliest:yyyy年M月d日}至今天（{today:yyyy年M月d日}）之间，请核对。",
                    $"The day must be between {Earliest:yyyy-MM-dd} and today ({today:yyyy-MM-dd}). Check it."
                )
            )
            : null;

    private static string NameOf(string path) =>
        path[(path.LastIndexOf('.') + 1)..] switch
        {
            "name" => "名称",
            "subject" => "账号",
            "reason" => "理由",
            _ => "此项内容",
        };

    public static Problem Invalid(string path, Text reason) => Problem.Of(Catalogue.InvalidValue, ("reason", reason)).At(path);
}
