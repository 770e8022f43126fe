namespace TechTransfer.Testing;

/// <summary>Finds files of the git checkout that the running tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>TechTransfer.sln</c>.</summary>
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TechTransfer.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"No TechTransfer.sln above {AppContext.BaseDirectory}.");
    }
}
