using TechTransfer.Demo;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd.HttpFiles;

/// <summary>Sends all requests in docs/http to an empty system and checks that each answer is the one that its title promises.</summary>
public sealed class PlayedFiles(EmptySystem system) : IClassFixture<EmptySystem>
{
    private static readonly string Folder = Repository.PathOf("docs", "http");

    [Fact]
    public async Task Every_request_of_the_files_is_answered_as_its_title_says()
    {
        // contracts.http must run first: the others use the contract that it registers.
        string[] files = ["contracts.http", "rewards.http", "certificates.http", "grants.http"];
        Assert.Equal(
            files.Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder, "*.http").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)
        );
        using var key = LocalKeys.Read(Repository.PathOf(".local", "keys"));
        var moved = new Dictionary<string, Uri>
        {
            ["http://127.0.0.1:7071"] = system.Contracts,
            ["http://127.0.0.1:7072"] = system.Rewards,
            ["http://127.0.0.1:7073"] = system.Grants,
            ["http://127.0.0.1:7074"] = system.Certificates,
        };
        using var player = new HttpFilePlayer(name => LocalUsers.Token(name.ToLowerInvariant().Replace('_', '-'), key), moved);
        foreach (var name in files)
        {
            var file = await HttpFile.ReadAsync(Path.Combine(Folder, name));
            Assert.True(file.Requests.Count >= 15, $"{name} holds {file.Requests.Count} requests.");
            await player.PlayAsync(file, system.Play.DrainedAsync);
        }
    }
}
