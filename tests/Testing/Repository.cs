namespace TechTransfer.Testing;

public static class Repository
{
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
