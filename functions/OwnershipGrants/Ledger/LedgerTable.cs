namespace TechTransfer.OwnershipGrants.Ledger;

internal static class LedgerTable
{
    public static IReadOnlyList<string> Headings { get; } =
    [
        "成果",
        "序号",
        "行",
        "时间（北京时间）",
        "经办人",
        "类别",
        "事项编号",
        "内容",
        "金额（元）",
        "文件校验值",
        "前一条校验值",
        "本条校验值",
    ];

    public static object?[] Cells(LedgerRow row) =>
        [
            row.AchievementId,
            (decimal)row.Version,
            (decimal)row.Line,
            row.At.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture),
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
