namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>Frozen figures were asked for of a month that is not closed, or was never frozen.</summary>
    public static ProblemKind MonthNotFrozen { get; } =
        new(
            "month_not_frozen",
            404,
            new(
                "{month} 的月末数据尚未定格；不带 asOf 可查询当前数据。",
                "The figures of {month} are not frozen; leave asOf out for the running ones."
            )
        );
}
