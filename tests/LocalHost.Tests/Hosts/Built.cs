using TechTransfer.Testing;

namespace TechTransfer.LocalHost.Tests.Hosts;

/// <summary>What the build made of the other projects of the tests.</summary>
internal static class Built
{
    // …/LocalHost.Tests/bin/Release/net10.0/
    private static readonly string[] Own = AppContext.BaseDirectory.TrimEnd('/').Split('/')[^2..];

    public static string Output(string project, params string[] path) => Repository.PathOf(["tests", project, "bin", .. Own, .. path]);
}
