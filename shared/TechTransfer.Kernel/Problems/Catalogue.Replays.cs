namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>The same consumer is being told the same year.</summary>
    public static ProblemKind ReplayRunning { get; } =
        new(
            "replay_running",
            409,
            new("该接收方本年度的数据正在重发，请等待其完成。", "This consumer is being told this year already: wait for it to end.")
        );
}
