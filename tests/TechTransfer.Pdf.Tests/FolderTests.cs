using TechTransfer.Pdf.Reading;
using TechTransfer.Testing.Structure;

namespace TechTransfer.Pdf.Tests;

public sealed class FolderTests
{
    [Fact]
    public void No_two_folders_use_each_other() => Assert.Empty(FolderCycles.Of(typeof(PdfException).Assembly, "TechTransfer.Pdf"));
}
