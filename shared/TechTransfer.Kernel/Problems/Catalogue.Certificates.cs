namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>Too many verifications that found nothing, from one address.</summary>
    public static ProblemKind TooManyAttempts { get; } = new("too_many_attempts", 429, new("核验失败次数过多，请在 {seconds} 秒后再试。", "Too many verifications failed: try again in {seconds} seconds."));
}
