using TechTransfer.Pdf.Reading;
using TechTransfer.Testing.Structure;

namespace TechTransfer.Pdf.Tests;

public sealed class FolderTests
{
    [Fact]
    public void No_folders_use_each_other_directly_or_in_a_circle() =>
        Assert.Empty(FolderCycles.Of(typeof(PdfException).Assembly, "TechTransfer.Pdf"));
}
