using TechTransfer.Demo;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd.HttpFiles;

/// <summary>The files of requests in docs/http, played on an empty system: whoever clicks through them gets the answers that they
/// promise.</summary>
public sealed class PlayedFiles(EmptySystem system) : IClassFixture<EmptySystem>
{
    private static readonly string Folder = Repository.PathOf("docs", "http");

    [Fact]
    public async Task Every_request_of_the_files_is_answered_as_its_title_says()
    {
        // The others begin with the contract that the first registers.
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
