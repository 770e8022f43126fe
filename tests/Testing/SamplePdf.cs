using System.Text;

namespace TechTransfer.Testing;

/// <summary>A small, sound PDF that stands for a paper; the note makes each one's bytes its own.</summary>
public static class SamplePdf
{
    private static readonly byte[] Paper = File.ReadAllBytes(Repository.PathOf("docs", "examples", "paper.pdf"));

    public static byte[] With(string note) => [.. Paper, .. Encoding.ASCII.GetBytes($"% {note}\n")];
}
