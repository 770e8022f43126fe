using TechTransfer.RewardCalculation.Claims;
using TechTransfer.Testing.Structure;

namespace TechTransfer.RewardCalculation.Tests;

public sealed class FolderTests
{
    [Fact]
    public void No_two_feature_folders_use_each_other() =>
        Assert.Empty(FolderCycles.Of(typeof(Claim).Assembly, "TechTransfer.RewardCalculation"));
}
