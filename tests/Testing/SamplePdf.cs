using System.Text;

namespace TechTransfer.Testing;

public static class SamplePdf
{
    private static readonly byte[] Paper = File.ReadAllBytes(Repository.PathOf("docs", "examples", "paper.pdf"));

    public static byte[] With(string note) => [.. Paper, .. Encoding.ASCII.GetBytes($"% {note}\n")];
}
