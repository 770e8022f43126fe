namespace Microsoft.Azure.Functions.Worker.Tests;

/// <summary>A folder with the settings files of an app.</summary>
public sealed class AppFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("worker-");

    public AppFolder(string? host = null, string? local = null)
    {
        if (host is not null) File.WriteAllText(Path.Combine(_folder.FullName, "host.json"), host);
        if (local is not null) File.WriteAllText(Path.Combine(_folder.FullName, "local.settings.json"), local);
    }

    public string[] Arguments => ["--FUNCTIONS_APPLICATION_DIRECTORY", _folder.FullName];

    public void Dispose() => _folder.Delete(recursive: true);
}
