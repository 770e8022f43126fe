using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Tests;

public sealed class SettledSums
{
    private static Dictionary<string, long> Sum(long figure) => new() { ["sum"] = figure };

    [Fact]
    public async Task Figures_that_are_set_take_the_place_of_the_old_and_empty_ones_leave_nothing()
    {
        var accounts = new Accounts((await NoteApp.NewAsync()).Storage);
        Assert.True((await accounts.SetAsync("a", "one", Sum(10))).Changed);
        Assert.True((await accounts.SetAsync("a", "two", Sum(5))).Changed);
        Assert.False((await accounts.SetAsync("a", "two", Sum(5))).Changed);
        Assert.Equal(12, (await accounts.SetAsync("a", "one", Sum(7))).Sums["sum"]);

        Assert.Equal(["one", "two"], (await accounts.LinesAsync("a", 10)).Select(l => l.Contributor));
        Assert.Equal("two", Assert.Single(await accounts.LinesAsync("a", 10, after: "one")).Contributor);
        Assert.True((await accounts.SetAsync("a", "one", new Dictionary<string, long>())).Changed);
        Assert.False((await accounts.SetAsync("a", "one", new Dictionary<string, long>())).Changed);
        Assert.Equal(5, (await accounts.ReadAsync("a"))["sum"]);
        Assert.Equal("two", Assert.Single(await accounts.LinesAsync("a", 10)).Contributor);
    }

    [Fact]
    public async Task Many_at_once_lose_nothing()
    {
        var accounts = new Accounts((await NoteApp.NewAsync()).Storage);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => accounts.SetAsync("a", $"c{i % 6}", Sum(10 + i % 6))));

        Assert.Equal(75, (await accounts.ReadAsync("a"))["sum"]);
    }

    [Fact]
    public async Task Setting_costs_the_same_however_many_have_contributed()
    {
        var calls = new Calls();
        var accounts = new Accounts((await NoteApp.NewAsync(calls.Hook)).Storage);
        for (var i = 0; i < 40; i++)
            await accounts.SetAsync("a", $"c{i:D3}", Sum(1));

        var before = calls.Count;
        await accounts.SetAsync("a", "c020", Sum(2));
        Assert.Equal(3, calls.Count - before);
        before = calls.Count;
        await accounts.SetAsync("a", "c020", Sum(2));
        Assert.Equal(2, calls.Count - before);
    }

    [Fact]
    public async Task A_set_keeps_each_id_once_and_is_read_page_by_page()
    {
        var indexes = new Indexes((await NoteApp.NewAsync()).Storage);
        foreach (var id in (string[])["b", "a", "c", "b"])
            await indexes.AddAsync("s", id);

        Assert.Equal(["a", "b"], await indexes.ReadAsync("s", 2));
        Assert.Equal(["c"], await indexes.ReadAsync("s", 2, after: "b"));
        Assert.Empty(await indexes.ReadAsync("s", 2, after: "c"));
        Assert.Empty(await indexes.ReadAsync("other", 2));
    }

    [Fact]
    public async Task A_replayed_message_replaces_the_same_version_and_never_a_later_one()
    {
        var copies = new Copies((await NoteApp.NewAsync()).Storage);
        await copies.PutAsync("contract", "c1", 2, "second");
        var before = await copies.FindLastAsync<string>("contract", "c1");

        Assert.True(await copies.PutOrRepeatAsync("contract", "c1", 2, "second, with more"));
        Assert.False(await copies.PutOrRepeatAsync("contract", "c1", 1, "first"));

        var after = await copies.FindLastAsync<string>("contract", "c1");
        Assert.Equal((2, "second, with more"), (after.Version, after.Value));
        Assert.NotEqual(before.Tag, after.Tag);
        await copies.DeleteAsync("contract", "c1", 3);
        Assert.Equal((3, null), await copies.FindLastAsync<string>("contract", "c1") is var gone ? (gone.Version, gone.Value) : default);
        Assert.False(await copies.PutOrRepeatAsync("contract", "c1", 2, "second"));
    }
}
