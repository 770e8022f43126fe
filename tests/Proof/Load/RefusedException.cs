using TechTransfer.Demo;

namespace TechTransfer.Proof.Load;

/// <summary>Thrown when a command is refused and the story of the client cannot go on.</summary>
public sealed class RefusedException(string user, string path, ApiAnswer answer)
    : Exception($"{user} {path}: {answer.Status} {answer.Code} {answer.Body?["detail"]} {answer.Body?["errors"]?.ToJsonString()}")
{
    public string? Code => answer.Code;
}
