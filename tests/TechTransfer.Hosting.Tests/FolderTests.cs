using TechTransfer.Hosting.Commands;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Testing.Structure;

namespace TechTransfer.Hosting.Tests;

public sealed class FolderTests
{
    [Theory]
    [InlineData(typeof(Json), "TechTransfer.Kernel")]
    [InlineData(typeof(Envelope), "TechTransfer.Messages")]
    [InlineData(typeof(Sweeper), "TechTransfer.Storage")]
    [InlineData(typeof(IfMatchHeader), "TechTransfer.Hosting")]
    public void No_folders_of_what_the_apps_share_use_each_other(Type one, string root) =>
        Assert.Empty(FolderCycles.Of(one.Assembly, root));
}
