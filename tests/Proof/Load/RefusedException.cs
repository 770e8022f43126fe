using TechTransfer.Demo;

namespace TechTransfer.Proof.Load;

/// <summary>A story cannot go on: a command was refused.</summary>
public sealed class RefusedException(string user, string path, ApiAnswer answer)
    : Exception($"{user} {path}: {answer.Status} {answer.Code} {answer.Body?["detail"]} {answer.Body?["errors"]?.ToJsonString()}")
{
    /// <summary>The problem's code.</summary>
    public string? Code => answer.Code;
}
