using System.Text;

namespace TechTransfer.Testing;

/// <summary>A small valid PDF to use as an attachment. The note makes its bytes, and so its hash, unique.</summary>
public static class SamplePdf
{
    private static readonly byte[] Paper = File.ReadAllBytes(Repository.PathOf("docs", "examples", "paper.pdf"));

    public static byte[] With(string note) => [.. Paper, .. Encoding.ASCII.GetBytes($"% {note}\n")];
}
