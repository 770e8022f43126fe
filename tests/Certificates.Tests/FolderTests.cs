using TechTransfer.Certificates.Issuing;
using TechTransfer.Testing.Structure;

namespace TechTransfer.Certificates.Tests;

public sealed class FolderTests
{
    [Fact]
    public void No_feature_folders_use_each_other_directly_or_in_a_circle() =>
        Assert.Empty(FolderCycles.Of(typeof(Certificate).Assembly, "TechTransfer.Certificates"));
}
