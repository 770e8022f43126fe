using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.Testing.Structure;

namespace TechTransfer.OwnershipGrants.Tests;

public sealed class FolderTests
{
    [Fact]
    public void No_two_feature_folders_use_each_other() =>
        Assert.Empty(FolderCycles.Of(typeof(Achievement).Assembly, "TechTransfer.OwnershipGrants"));
}
