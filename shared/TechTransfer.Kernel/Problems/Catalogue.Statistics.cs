namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>Month-end figures were requested for a month whose figures have not been frozen.</summary>
    public static ProblemKind MonthNotFrozen { get; } =
        new(
            "month_not_frozen",
            404,
            new(
                "{month}的月末统计尚未生成；需要当前数据的，请不指定统计截止日（参数：asOf）。",
                "The month-end figures of {month} do not exist yet. For current figures, leave the cut-off day out (parameter: asOf)."
            )
        );
}
