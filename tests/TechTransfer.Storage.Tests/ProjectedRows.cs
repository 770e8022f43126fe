using Azure.Data.Tables;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing;

namespace TechTransfer.Storage.Tests;

public sealed class ProjectedRows
{
    [Fact]
    public async Task A_late_writer_does_not_bring_an_old_line_back()
    {
        var calls = new Calls();
        var app = await NoteApp.NewAsync(calls.Hook);
        await app.WriteAsync("n0", "so that the lists exist");
        var (reached, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        // The first version's update of the list of open notes is held before its first storage call.
        calls.Before = request =>
        {
            var isOnLists = request.Uri.ToString().Contains("Lists", StringComparison.Ordinal);
            if (!isOnLists || !Calls.IsOn(request, "status|open"))
                return Task.CompletedTask;
            reached.TrySetResult();
            return released.Task;
        };
        var first = app.WriteAsync("n1", "first");
        await reached.Task;

        var others = await app.AgainAsync();
        await others.DecideAsync("n1", "k");
        released.SetResult();
        await first;

        Assert.DoesNotContain(await others.ListAsync("status|open"), line => line.GetProperty("text").GetString() == "first");
        Assert.Single(await others.ListAsync("status|numbered"));
    }

    [Fact]
    public async Task Copies_keep_the_newest_version_and_tombstones_outlive_late_messages()
    {
        var copies = new Copies((await NoteApp.NewAsync()).Storage);
        Assert.True(await copies.PutAsync("contract", "c1", 2, "second"));
        Assert.False(await copies.PutAsync("contract", "c1", 1, "first"));
        Assert.Equal("second", await copies.FindAsync<string>("contract", "c1"));
        Assert.True(await copies.DeleteAsync("contract", "c1", 3));
        Assert.False(await copies.PutAsync("contract", "c1", 2, "second again"));
        Assert.Null(await copies.FindAsync<string>("contract", "c1"));
        Assert.Null(await copies.FindAsync<string>("contract", "never"));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    [InlineData("")]
    public async Task Value_that_cannot_be_a_key_finds_no_row(string id)
    {
        var calls = new Calls();
        var app = await NoteApp.NewAsync(calls.Hook);
        var before = calls.Count;
        Assert.Null(await new Copies(app.Storage).FindAsync<string>("contract", id));
        Assert.False((await app.Store.LoadAsync(id)).Exists);
        Assert.Equal(before, calls.Count);
    }

    [Fact]
    public async Task Twenty_writers_at_once_leave_the_newest()
    {
        var copies = new Copies((await NoteApp.NewAsync()).Storage);
        await Task.WhenAll(Enumerable.Range(1, 20).Select(version => copies.PutAsync("contract", "c1", version, $"v{version}")));
        Assert.Equal("v20", await copies.FindAsync<string>("contract", "c1"));
    }

    [Fact]
    public async Task Tombstones_are_dropped_after_a_day_and_lines_that_came_back_stay()
    {
        var time = new TestTime(TimeProvider.System.GetUtcNow());
        var app = await NoteApp.NewAsync(time: time);
        await app.WriteAsync("n1", "leaves");
        await app.DecideAsync("n1", "k1");
        await app.WriteAsync("n2", "leaves and comes back");
        await app.DecideAsync("n2", "k2");
        await app.WriteAsync("n2", "back");
        async Task<int> RowsAsync() =>
            await app.Storage.Lists.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"status|open"}")).CountAsync();
        Assert.Equal(2, await RowsAsync());

        time.Now += TimeSpan.FromHours(23);
        await app.Sweeper.RunAsync();
        Assert.Equal(2, await RowsAsync());
        time.Now += TimeSpan.FromHours(2);
        await app.Sweeper.RunAsync();
        Assert.Equal(1, await RowsAsync());
        Assert.Equal("back", Assert.Single(await app.ListAsync("status|open")).GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_and_only_with_its_own_cursor()
    {
        var app = await NoteApp.NewAsync();
        for (var i = 0; i < 7; i++)
            await app.WriteAsync($"n{i}", $"text {i}");
        var lists = new Lists(app.Storage);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await lists.ReadAsync("all", 3, cursor, line => line.GetProperty("text").GetString() != "text 1")).Value;
            Assert.InRange(page.Items.Count, 0, 3);
            seen.AddRange(page.Items.Select(i => i.GetProperty("text").GetString()!));
            cursor = page.Cursor;
        } while (cursor is not null);
        Assert.Equal(["text 0", "text 2", "text 3", "text 4", "text 5", "text 6"], seen);

        var own = (await lists.ReadAsync("all", 3, null)).Value.Cursor!;
        foreach (var bad in (string[])["", "x", "!!", own[..^2], own + "AAAA", Convert.ToBase64String("0|n9"u8.ToArray())])
        {
            Assert.Equal("malformed_cursor", (await lists.ReadAsync("all", 3, bad)).Problem?.Kind.Code);
        }
        Assert.Equal("malformed_cursor", (await lists.ReadAsync("status|open", 3, own)).Problem?.Kind.Code);
    }

    [Fact]
    public async Task Counters_stay_exact_over_changes_repeats_and_moves_to_another_period()
    {
        var app = await NoteApp.NewAsync();
        var counters = new Counters(app.Storage);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => app.WriteAsync($"n{i}", "1234567890")));
        Assert.Equal(new Dictionary<string, long> { ["open"] = 30, ["length"] = 300 }, await counters.ReadAsync("notes", "2026"));

        await app.WriteAsync("n1", "12345");
        await app.DecideAsync("n2", "k");
        await app.WriteAsync("n3", "1234567", period: "2027");

        Assert.Equal(
            new Dictionary<string, long>
            {
                ["open"] = 28,
                ["numbered"] = 1,
                ["length"] = 285,
            },
            await counters.ReadAsync("notes", "2026")
        );
        Assert.Equal(new Dictionary<string, long> { ["open"] = 1, ["length"] = 7 }, await counters.ReadAsync("notes", "2027"));
    }
}

internal static class AsyncSequence
{
    public static async Task<int> CountAsync<T>(this IAsyncEnumerable<T> items)
    {
        var count = 0;
        await foreach (var _ in items)
            count++;
        return count;
    }
}
