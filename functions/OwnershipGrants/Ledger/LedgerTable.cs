namespace TechTransfer.OwnershipGrants.Ledger;

/// <summary>A ledger as a table.</summary>
internal static class LedgerTable
{
    public static IReadOnlyList<string> Headings { get; } =
    ["成果", "版本", "行", "时间（UTC）", "经办人", "类别", "事项编号", "内容", "金额（元）", "文件SHA-256", "前一哈希", "哈希"];

    public static object?[] Cells(LedgerRow row) =>
        [
            row.AchievementId,
            (decimal)row.Version,
            (decimal)row.Line,
            row.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture),
            row.ActorName,
            row.Kind,
            row.Part ?? "",
            row.What.Zh,
            row.Amount is { } amount ? amount : null,
            string.Join(' ', row.Documents),
            row.Previous,
            row.Hash,
        ];
}
