using TechTransfer.Certificates.Issuing;
using TechTransfer.Testing.Structure;

namespace TechTransfer.Certificates.Tests;

public sealed class FolderTests
{
    [Fact]
    public void No_two_feature_folders_use_each_other() =>
        Assert.Empty(FolderCycles.Of(typeof(Certificate).Assembly, "TechTransfer.Certificates"));
}
