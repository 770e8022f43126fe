using TechTransfer.Portal.Home;
using TechTransfer.Testing.Structure;

namespace TechTransfer.Portal.Tests;

public sealed class StructureTests
{
    [Fact]
    public void No_folders_of_the_portal_use_each_other() => Assert.Empty(FolderCycles.Of(typeof(GetHome).Assembly, "TechTransfer.Portal"));

    [Fact]
    public void The_portal_uses_no_other_app() => Assert.Empty(new Architecture(typeof(GetHome).Assembly).OtherAppsUsed());
}
