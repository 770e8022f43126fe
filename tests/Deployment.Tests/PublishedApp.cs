using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests;

public sealed class PublishedApp : IAsyncLifetime
{
    /// <summary>The only app that is published, because publishing is slow. For the other apps the tests use the build output.</summary>
    public const string Name = "ContractRegistration";

    /// <summary>Collection of the tests that publish. They must not run in parallel, because they build in the same folder.</summary>
    public const string Collection = "publishing";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("published-");

    private string Keys => Path.Combine(_folder.FullName, "keys");

    public string Folder => Path.Combine(_folder.FullName, "app");

    public async Task InitializeAsync()
    {
        // Without reused build nodes and compiler server, so that no process stays behind.
        var publish = await Tool.RunAsync(
            "dotnet",
            "publish",
            Repository.PathOf("functions", Name),
            "-c",
            "Release",
            "-r",
            "linux-x64",
            "-o",
            Folder,
            "--nologo",
            "-v",
            "quiet",
            "-nodeReuse:false",
            "-p:UseSharedCompilation=false"
        );
        Assert.True(publish.Code == 0, publish.Output + publish.Errors);
        var keys = await Tool.RunAsync(
            "dotnet",
            Repository.PathOf("tests", "Demo", "bin", Solution.Configuration, "net10.0", "Demo.dll"),
            "keys",
            Keys
        );
        Assert.True(keys.Code == 0, keys.Output + keys.Errors);
    }

    public async Task<string> TokenAsync(string user)
    {
        var token = await Tool.RunAsync(
            "dotnet",
            Repository.PathOf("tests", "Demo", "bin", Solution.Configuration, "net10.0", "Demo.dll"),
            "token",
            user,
            Keys
        );
        Assert.True(token.Code == 0, token.Output + token.Errors);
        return token.Output.Trim();
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    public Dictionary<string, string> Settings(string storage) =>
        new()
        {
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
            ["AzureWebJobsStorage"] = storage,
            ["SignIn__LocalKeyFile"] = Path.Combine(Keys, "signing.pub.pem"),
            ["PublicBaseUrl"] = "http://127.0.0.1",
            ["VerificationSecretFile"] = Path.Combine(Keys, "verification.secret"),
            ["SignatureKeyFile"] = Path.Combine(Keys, "authority", "signing.pfx"),
            ["SignatureAnchorsFile"] = Path.Combine(Keys, "authority", "authority.crt"),
            ["PersonsKeyFile"] = Path.Combine(Keys, "persons.key"),
            ["HeadsKeyFile"] = Path.Combine(Keys, "heads.key"),
        };
}

[CollectionDefinition(PublishedApp.Collection)]
public sealed class Publishing : ICollectionFixture<PublishedApp>;
