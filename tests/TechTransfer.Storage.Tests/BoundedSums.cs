using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Tests;

/// <summary>Accounts: sums with an upper bound. Also list lines that belong to no aggregate.</summary>
public sealed class BoundedSums
{
    [Fact]
    public async Task Postings_at_once_never_exceed_the_bound_together()
    {
        var accounts = new Accounts((await NoteApp.NewAsync()).Storage);

        var entries = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => PostAsync(accounts, $"c{i}", 1, 30, bound: 100)));

        Assert.Equal(3, entries.Count(e => e.Refusal is null));
        Assert.Equal(90, (await accounts.ReadAsync("a"))["sum"]);
    }

    [Fact]
    public async Task Repeated_posting_of_the_same_version_gets_the_same_refusal()
    {
        var accounts = new Accounts((await NoteApp.NewAsync()).Storage);
        Assert.Null((await PostAsync(accounts, "first", 1, 80, bound: 100)).Refusal);
        Assert.Equal("full", (await PostAsync(accounts, "second", 1, 30, bound: 100)).Refusal);
        await PostAsync(accounts, "first", 2, 0, bound: 100);

        Assert.Equal("full", (await PostAsync(accounts, "second", 1, 30, bound: 100)).Refusal);
        Assert.Equal(
            (2, 30L),
            (await PostAsync(accounts, "second", 2, 30, bound: 100)) is var entry ? (entry.Version, entry.Figures["sum"]) : default
        );
        Assert.Equal(30, (await accounts.ReadAsync("a"))["sum"]);
    }

    [Fact]
    public async Task New_figures_take_the_place_of_the_old_and_late_ones_change_nothing()
    {
        var accounts = new Accounts((await NoteApp.NewAsync()).Storage);
        await PostAsync(accounts, "c", 3, 50, bound: 100);

        Assert.Equal(3, (await PostAsync(accounts, "c", 2, 10, bound: 100)).Version);
        Assert.Equal(50, (await accounts.ReadAsync("a"))["sum"]);
        // The old figure of the same contribution does not count against the bound.
        Assert.Null((await PostAsync(accounts, "c", 4, 90, bound: 100)).Refusal);
        Assert.Equal(90, (await accounts.ReadAsync("a"))["sum"]);
        Assert.Equal("full", (await PostAsync(accounts, "c", 5, 101, bound: 100)).Refusal);
        Assert.Empty(await accounts.ReadAsync("a"));
        Assert.Empty(await accounts.ReadAsync("another"));
    }

    [Fact]
    public async Task Appended_lines_stand_newest_first_and_never_replace_one_another()
    {
        var lists = new Lists((await NoteApp.NewAsync()).Storage);
        var noon = new DateTimeOffset(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);
        await lists.AppendAsync(Lists.Log("notes"), noon, new { what = "first" });
        await lists.AppendAsync(Lists.Log("notes"), noon.AddMinutes(1), new { what = "second" });
        await lists.AppendAsync(Lists.Log("notes"), noon.AddMinutes(1), new { what = "second" });

        var page = (await lists.ReadAsync(Lists.Log("notes"), 200, null)).Value;

        Assert.Equal(["second", "second", "first"], page.Items.Select(i => i.GetProperty("what").GetString()));
    }

    private static Task<AccountEntry> PostAsync(Accounts accounts, string contributor, long version, long figure, long bound) =>
        accounts.PostAsync(
            "a",
            contributor,
            version,
            others =>
                others.GetValueOrDefault("sum") + figure > bound
                    ? (new Dictionary<string, long>(), "full")
                    : (new Dictionary<string, long> { ["sum"] = figure }, null)
        );
}
