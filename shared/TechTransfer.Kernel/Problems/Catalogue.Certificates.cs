namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>Too many verifications that found nothing, from one address.</summary>
    public static ProblemKind TooManyAttempts { get; } = new("too_many_attempts", 429, new("核验失败次数过多，请在 {seconds} 秒后再试。", "Too many verifications failed: try again in {seconds} seconds."));
    /// <summary>A year's papers are being issued anew already.</summary>
    public static ProblemKind ReissueUnderWay { get; } = new("reissue_under_way", 409, new("该年度的文件正在重新签发，请等待完成。", "The papers of that year are being issued anew already: wait until that is done."));
}
