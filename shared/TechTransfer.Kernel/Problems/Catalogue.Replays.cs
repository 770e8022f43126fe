namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>A replay of this year's messages to this consumer is already running.</summary>
    public static ProblemKind ReplayRunning { get; } =
        new(
            "replay_running",
            409,
            new(
                "该接收方本年度的数据正在重发；请等待完成后再办理。",
                "The data of this year is already being replayed to this consumer. Wait until this has finished."
            )
        );
}
