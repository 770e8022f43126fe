using Azure;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Tests;

public sealed class GroupedLists
{
    private static string Of(string list) => ListEntry.InGroup("office", list);

    private static Task PutAsync(NoteApp app, string id, long version, bool isNew, params (string List, string Text)[] lines) =>
        new GroupProjection(">office", [.. lines.Select(l => new ListEntry(Of(l.List), "0", new { l.Text }))]).WriteAsync(
            app.Storage,
            new(app.Storage),
            new(id, version, isNew),
            default
        );

    private static async Task<IEnumerable<string?>> TextsAsync(NoteApp app, string list) =>
        (await app.ListAsync(Of(list))).Select(line => line.GetProperty("text").GetString());

    [Fact]
    public async Task Lines_of_one_aggregate_in_all_lists_of_a_group_are_written_with_one_call_and_replaced_with_two()
    {
        var calls = new Calls();
        var app = await NoteApp.NewAsync(calls.Hook);
        var before = calls.Count;
        await PutAsync(app, "n1", 1, true, ("status|open", "a"), ("year|2026", "a"));
        Assert.Equal(1, calls.Count - before);
        await PutAsync(app, "n1", 2, false, ("status|closed", "b"), ("year|2026", "b"));
        Assert.Equal(3, calls.Count - before);

        Assert.Empty(await TextsAsync(app, "status|open"));
        Assert.Equal(["b"], await TextsAsync(app, "status|closed"));
        Assert.Equal(["b"], await TextsAsync(app, "year|2026"));
        Assert.Equal(1, await new Waiting(app.Storage).LinesAsync(Of("year|2026"), 1000));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_late_writer_of_an_earlier_version_changes_nothing(bool isNew)
    {
        var app = await NoteApp.NewAsync();
        await PutAsync(app, "n1", 2, true, ("status|closed", "b"));
        await PutAsync(app, "n1", 1, isNew, ("status|open", "a"));
        await PutAsync(app, "n1", 3, false);
        await PutAsync(app, "n1", 2, isNew, ("status|closed", "b"));

        Assert.Empty(await TextsAsync(app, "status|open"));
        Assert.Empty(await TextsAsync(app, "status|closed"));
    }

    [Fact]
    public async Task Twelve_writers_at_once_leave_the_newest()
    {
        var app = await NoteApp.NewAsync();
        await Task.WhenAll(Enumerable.Range(1, 12).Select(v => PutAsync(app, "n1", v, v == 1, ($"status|{v % 3}", $"v{v}"))));
        Assert.Equal(["v12"], (await Task.WhenAll(new[] { 0, 1, 2 }.Select(s => TextsAsync(app, $"status|{s}")))).SelectMany(t => t));
    }

    [Fact]
    public async Task A_line_that_an_operator_has_deleted_does_not_keep_the_others_from_being_written()
    {
        var app = await NoteApp.NewAsync();
        await PutAsync(app, "n1", 1, true, ("status|open", "a"), ("year|2026", "a"));
        await app.Storage.Lists.DeleteEntityAsync(">office", "status|open|0|n1", ETag.All);
        await PutAsync(app, "n1", 2, false, ("year|2027", "b"));

        Assert.Empty(await TextsAsync(app, "year|2026"));
        Assert.Equal(["b"], await TextsAsync(app, "year|2027"));
    }

    [Fact]
    public async Task A_list_of_a_group_is_read_page_by_page_without_its_neighbours()
    {
        var app = await NoteApp.NewAsync();
        foreach (var i in Enumerable.Range(0, 5))
            await PutAsync(app, $"n{i}", 1, true, ("status|a", $"{i}"), ("status|b", "other"), ("status", "other"));
        var (seen, lists) = (new List<string?>(), new Lists(app.Storage));
        await foreach (var page in lists.PagesAsync(Of("status|a"), 2))
            seen.AddRange(page.Items.Select(line => line.GetProperty("text").GetString()));
        Assert.Equal(["0", "1", "2", "3", "4"], seen);

        var cursor = (await lists.ReadAsync(Of("status|a"), 2, null)).Value.Cursor!;
        Assert.Equal("malformed_cursor", (await lists.ReadAsync(Of("status|b"), 2, cursor)).Problem?.Kind.Code);
        Assert.Equal(5, (await lists.ReadStartingWithAsync(Of("status|a"), "0", 9, null)).Value.Items.Count);
        Assert.Empty((await lists.ReadStartingWithAsync(Of("status|a"), "1", 9, null)).Value.Items);
    }
}
