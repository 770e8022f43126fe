using TechTransfer.Testing;

namespace TechTransfer.LocalHost.Tests.Hosts;

internal static class Built
{
    // Configuration and framework of this build, from the end of …/LocalHost.Tests/bin/Release/net10.0/
    private static readonly string[] Own = AppContext.BaseDirectory.TrimEnd('/').Split('/')[^2..];

    public static string Output(string project, params string[] path) => Repository.PathOf(["tests", project, "bin", .. Own, .. path]);
}
