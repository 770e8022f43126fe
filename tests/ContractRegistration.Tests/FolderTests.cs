using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Testing.Structure;

namespace TechTransfer.ContractRegistration.Tests;

public sealed class FolderTests
{
    [Fact]
    public void No_two_feature_folders_use_each_other() =>
        Assert.Empty(FolderCycles.Of(typeof(Contract).Assembly, "TechTransfer.ContractRegistration"));
}
