namespace TechTransfer.Hosting.Documents;

/// <summary>A file that is deleted when it is closed.</summary>
public static class TemporaryFile
{
    /// <summary>Creates it, empty, for reading and writing.</summary>
    public static FileStream Create() =>
        new(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            }
        );
}
