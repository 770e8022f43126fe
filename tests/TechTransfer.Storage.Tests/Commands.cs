using Azure;
using Azure.Core;
using Azure.Data.Tables;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing;

namespace TechTransfer.Storage.Tests;

public sealed class Commands
{
    [Fact]
    public async Task Of_two_writers_on_one_version_one_loses_cleanly()
    {
        var app = await NoteApp.NewAsync();
        var before = await app.WriteAsync("n1", "first");

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(i =>
                    app.Store.CommitAsync(
                        before,
                        new(before.State! with { Text = $"writer {i}", Title = $"title {i}" }, new NoteWritten($"writer {i}")),
                        NoteApp.Someone,
                        NoteApp.Command($"k{i}", $"{i}")
                    )
                )
        );

        var winner = Assert.Single(outcomes, o => o.Problem is null).Value;
        Assert.Equal("version_conflict", Assert.Single(outcomes, o => o.Problem is not null).Problem!.Kind.Code);
        Assert.Equal(winner.State, (await app.Store.LoadAsync("n1")).State);
        Assert.Equal(2, (await app.Store.ReadHistoryAsync("n1")).Entries.Count);
        Assert.Equal(0, (await app.Storage.BacklogAsync([])).Markers);
        // The unique value of the losing command is released.
        var lost = winner.State!.Title == "title 0" ? "title 1" : "title 0";
        Assert.Equal("open", (await app.WriteAsync("n2", "takes it", lost)).State!.Status);
    }

    [Fact]
    public async Task Creating_twice_at_once_makes_one()
    {
        var app = await NoteApp.NewAsync();
        var nothing = await app.Store.LoadAsync("n1");

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    app.Store.CommitAsync(
                        nothing,
                        new(new("same", "open", null, null), new NoteWritten("same")),
                        NoteApp.Someone,
                        NoteApp.Command("k", "same")
                    )
                )
        );

        Assert.All(outcomes, o => Assert.Equal(1, o.Value.Version));
        Assert.Single((await app.Store.ReadHistoryAsync("n1")).Entries);
    }

    [Fact]
    public async Task The_same_key_gives_the_version_of_the_first_answer_later_and_no_state_is_kept_for_it()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "text");
        var decided = await app.DecideAsync("n1", "k");
        await app.WriteAsync("n1", "changed afterwards");

        var past = await app.Store.FindCommandAsync("n1", NoteApp.Command("k"));

        // The answer includes the follow-up step, which gives the note its number.
        Assert.Equal("numbered", decided.Value.State!.Status);
        Assert.Equal(new(NoteApp.Command("k").BodyHash, decided.Value.Version, null, null, null), past);
        var rows = await app.Storage.Aggregates.QueryAsync<TableEntity>(r => r.PartitionKey == "note|n1").ToListAsync();
        Assert.All(
            rows.Where(r => r.RowKey.StartsWith("request|", StringComparison.Ordinal)),
            r => Assert.DoesNotContain(r, p => p.Key.StartsWith("Body", StringComparison.Ordinal) && p.Key != "BodyHash")
        );
        Assert.Null(await app.Store.FindCommandAsync("n1", NoteApp.Command("k") with { Caller = "u2" }));
        Assert.Null(await app.Store.FindCommandAsync("n1", NoteApp.Command("k") with { Route = "POST /other" }));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused_even_when_both_arrive_at_once()
    {
        var app = await NoteApp.NewAsync();
        var nothing = await app.Store.LoadAsync("n1");

        var outcomes = await Task.WhenAll(
            ((string[])["one", "two"]).Select(text =>
                app.Store.CommitAsync(
                    nothing,
                    new(new(text, "open", null, null), new NoteWritten(text)),
                    NoteApp.Someone,
                    NoteApp.Command("k", text)
                )
            )
        );

        Assert.Single(outcomes, o => o.Problem is null);
        Assert.Equal("idempotency_key_reused", Assert.Single(outcomes, o => o.Problem is not null).Problem!.Kind.Code);
        Assert.Equal(422, Catalogue.IdempotencyKeyReused.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transaction_that_the_client_repeats_after_it_had_succeeded_counts_once(bool isCreation)
    {
        var calls = new Calls();
        var app = await NoteApp.NewAsync(calls.Hook);
        if (!isCreation)
            await app.WriteAsync("n1", "text");
        var repeated = 0;
        calls.After = (_, message) =>
        {
            // Loses the first answer: the client sees a server error and sends the transaction again.
            if (Calls.IsTransactionOn(message.Request, "written twice") && repeated++ == 0)
                message.Response = new LostAnswer(message.Response);
            return Task.CompletedTask;
        };

        var after = await app.WriteAsync("n1", "written twice");

        Assert.Equal(2, repeated);
        Assert.Equal(isCreation ? 1 : 2, after.Version);
        Assert.Equal(isCreation ? 1 : 2, (await app.Store.ReadHistoryAsync("n1")).Entries.Count);
        Assert.Equal(0, (await app.Storage.BacklogAsync([])).Markers);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_command_whose_answer_was_lost_and_that_another_overtook_is_still_finished(bool isCommand)
    {
        var calls = new Calls();
        var app = await NoteApp.NewAsync(calls.Hook);
        await app.WriteAsync("n1", "text");
        var others = await app.AgainAsync();
        var written = 0;
        calls.After = async (_, message) =>
        {
            if (!Calls.IsTransactionOn(message.Request, "noteNumbered") || written++ > 0)
                return;
            // The transaction is done, its answer is lost, and another command follows before the client's next try.
            message.Response = new LostAnswer(message.Response);
            await others.WriteAsync("n1", "overtaken");
        };

        var before = await app.Store.LoadAsync("n1");
        var change = new Change<Note>(before.State! with { Status = "numbered", Number = 7 }, new NoteNumbered(7));
        var outcome = await app.Store.CommitAsync(before, change, NoteApp.Someone, isCommand ? NoteApp.Command("k") : null);

        Assert.Equal(2, written);
        Assert.Equal(isCommand ? 2 : 3, outcome.Value.Version);
        Assert.Equal("overtaken", outcome.Value.State!.Text);
        Assert.Equal(["note|n1|2|noteAnnounced"], (await app.MessagesAsync()).Select(m => m.Id));
        Assert.Equal(0, (await app.Storage.BacklogAsync([])).Markers);
        Assert.Equal("overtaken", Assert.Single(await app.ListAsync("all")).GetProperty("text").GetString());
        Assert.Empty(await app.ListAsync("status|numbered"));
    }

    [Fact]
    public async Task A_slow_writer_cannot_commit_behind_the_sweeper()
    {
        foreach (var exists in (bool[])[false, true])
        {
            var time = new TestTime(TimeProvider.System.GetUtcNow());
            var calls = new Calls();
            var app = await NoteApp.NewAsync(calls.Hook, time);
            if (exists)
                await app.WriteAsync("n1", "text", "old");
            var before = await app.Store.LoadAsync("n1");
            var (reached, released) = (new TaskCompletionSource(), new TaskCompletionSource());
            calls.Before = request =>
            {
                if (!Calls.IsTransactionOn(request, "slow"))
                    return Task.CompletedTask;
                reached.TrySetResult();
                return released.Task;
            };
            var slow = app.Store.CommitAsync(
                before,
                new(new("slow", "open", "new", null), new NoteWritten("slow")),
                NoteApp.Someone,
                NoteApp.Command("k", "slow")
            );
            await reached.Task;

            var others = await app.AgainAsync();
            time.Now += Sweeper.Age - TimeSpan.FromSeconds(1);
            Assert.Equal(new Sweep(0, 0, 0), await others.Sweeper.RunAsync());
            time.Now += TimeSpan.FromSeconds(2);
            Assert.Equal(new Sweep(0, 1, 0), await others.Sweeper.RunAsync());
            released.SetResult();

            Assert.Equal("version_conflict", (await slow).Problem!.Kind.Code);
            var now = await others.Store.LoadAsync("n1");
            Assert.Equal(exists ? "text" : null, now.State?.Text);
            Assert.Equal(exists ? 1 : 0, now.Version);
            Assert.Equal(exists ? 1 : 0, (await others.ListAsync("all")).Count);

            // The same command succeeds when it is sent again, because its unique value was released.
            Assert.Equal("slow", (await others.WriteAsync("n1", "slow", "new", "k")).State!.Text);
        }
    }

    [Fact]
    public async Task What_follows_a_commit_is_made_up_for_when_it_failed()
    {
        var time = new TestTime(TimeProvider.System.GetUtcNow());
        var calls = new Calls();
        var app = await NoteApp.NewAsync(calls.Hook, time);
        await app.WriteAsync("n1", "text");
        calls.Before = request =>
            request.Uri.ToString().Contains("Lists", StringComparison.Ordinal)
                ? throw new RequestFailedException(403, "no")
                : Task.CompletedTask;

        var decided = await app.DecideAsync("n1", "k");

        Assert.Equal("decided", decided.Value.State!.Status);
        Assert.Equal("numbered", (await app.Store.LoadAsync("n1")).State!.Status);
        Assert.Equal(2, (await app.Storage.BacklogAsync([])).Markers);
        calls.Before = _ => Task.CompletedTask;
        Assert.Empty(await app.ListAsync("status|numbered"));
        time.Now += TimeSpan.FromMinutes(11);
        Assert.Equal(new Sweep(2, 0, 0), await app.Sweeper.RunAsync());
        Assert.Single(await app.ListAsync("status|numbered"));
        Assert.Empty(await app.ListAsync("status|open"));
        Assert.Single(await app.MessagesAsync());
    }

    [Fact]
    public async Task A_unique_value_is_taken_once_and_comes_free_when_it_is_given_up()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "a", "title");
        var other = await app.Store.LoadAsync("n2");

        var taken = await app.Store.CommitAsync(
            other,
            new(new("b", "open", "title", null), new NoteWritten("b")),
            NoteApp.Someone,
            NoteApp.Command("k")
        );

        Assert.Equal("not_yet_known", taken.Problem!.Kind.Code);
        Assert.False((await app.Store.LoadAsync("n2")).Exists);
        await app.WriteAsync("n1", "a", "another title");
        Assert.Equal(1, (await app.WriteAsync("n2", "b", "title")).Version);
    }

    [Fact]
    public async Task Content_up_to_the_limit_is_kept_and_beyond_it_refused()
    {
        var app = await NoteApp.NewAsync();
        var text = string.Concat(Enumerable.Repeat("合同文本𠮷", 10_000));
        await app.WriteAsync("n1", text);
        Assert.Equal(text, (await app.Store.LoadAsync("n1")).State!.Text);
        Assert.Null((await app.Store.ReadHistoryAsync("n1")).BrokenAt);
        await app.WriteAsync("n1", "short");
        Assert.Equal("short", (await app.Store.LoadAsync("n1")).State!.Text);

        var before = await app.Store.LoadAsync("n1");
        var refused = await app.Store.CommitAsync(
            before,
            new(new(new string('长', 90_000), "open", null, null), null),
            NoteApp.Someone,
            NoteApp.Command("long")
        );
        Assert.Equal("content_too_large", refused.Problem!.Kind.Code);
    }

    [Fact]
    public async Task A_refusal_that_a_follow_up_met_is_kept_for_its_command_alone()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", NoteApp.Unnumberable, key: "k1");
        var decided = await app.DecideAsync("n1", "k2");
        await app.WriteAsync("n1", "numberable", key: "k3");

        var refused = Problem.Of(Catalogue.WrongState, ("status", "refused"), ("action", "number"));
        Assert.Equal("refused", decided.Value.State!.Status);
        Assert.Equal([null, refused.Message, null], await PastAsync("k1", "k2", "k3"));

        async Task<Text?[]> PastAsync(params string[] keys) =>
            await Task.WhenAll(keys.Select(async key => (await app.Store.FindCommandAsync("n1", NoteApp.Command(key)))!.Refusal?.Message));
    }

    [Fact]
    public async Task A_command_of_an_earlier_version_of_the_system_is_found_with_the_state_that_it_kept()
    {
        var app = await NoteApp.NewAsync();
        var written = await app.WriteAsync("n1", "text", key: "k");
        var rows = app.Storage.Aggregates.QueryAsync<TableEntity>(r => r.PartitionKey == "note|n1");
        var request = await rows.FirstAsync(r => r.RowKey.StartsWith("request|", StringComparison.Ordinal));
        LongText.Put(request, "Body", Json.Write(new Note(NoteApp.Unnumberable, "refused", null, null)));
        await app.Storage.Aggregates.UpdateEntityAsync(request, ETag.All, TableUpdateMode.Replace);

        var past = (await app.Store.FindCommandAsync("n1", NoteApp.Command("k")))!;

        Assert.Equal((written.Version, "refused", Catalogue.WrongState), (past.Version, past.State!.Status, past.Refusal!.Kind));
    }

    [Fact]
    public async Task A_message_too_long_for_the_queue_travels_by_blob()
    {
        var app = await NoteApp.NewAsync();
        var text = new string('长', 20_000);
        await app.WriteAsync("n1", text);
        await app.DecideAsync("n1", "k");

        var message = Assert.Single(await app.MessagesAsync());

        Assert.Null(message.Body);
        Assert.Equal(new NoteAnnounced(1, text), await new Outbox(app.Storage).OpenAsync<NoteAnnounced>(message));
    }

    [Fact]
    public async Task A_changed_past_shows_in_the_chain()
    {
        var app = await NoteApp.NewAsync();
        foreach (var text in (string[])["one", "two", "three"])
            await app.WriteAsync("n1", text);
        var history = await app.Store.ReadHistoryAsync("n1");
        Assert.Equal((null, 3), (history.BrokenAt, history.Entries.Count));

        var row = await app.Storage.Aggregates.GetEntityAsync<TableEntity>("note|n1", "event|0000000002");
        row.Value["Body0"] = row.Value.GetString("Body0").Replace("two", "zwei", StringComparison.Ordinal);
        await app.Storage.Aggregates.UpdateEntityAsync(row.Value, ETag.All, TableUpdateMode.Replace);
        Assert.Equal(2, (await app.Store.ReadHistoryAsync("n1")).BrokenAt);

        await app.Storage.Aggregates.DeleteEntityAsync("note|n1", "event|0000000002");
        Assert.Equal(3, (await app.Store.ReadHistoryAsync("n1")).BrokenAt);
        await app.Storage.Aggregates.DeleteEntityAsync("note|n1", "event|0000000003");
        Assert.Equal(3, (await app.Store.ReadHistoryAsync("n1")).BrokenAt);
    }

    [Fact]
    public async Task A_replaced_draft_leaves_no_event_and_a_new_version()
    {
        var app = await NoteApp.NewAsync();
        var before = await app.WriteAsync("n1", "draft");
        var after = await app.Store.CommitAsync(
            before,
            new(before.State! with { Text = "better" }, null),
            NoteApp.Someone,
            NoteApp.Command("k")
        );
        Assert.Equal(2, after.Value.Version);
        Assert.Single((await app.Store.ReadHistoryAsync("n1")).Entries);
        Assert.Equal("better", Assert.Single(await app.ListAsync("all")).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Request_rows_go_after_thirty_days()
    {
        var time = new TestTime(TimeProvider.System.GetUtcNow());
        var app = await NoteApp.NewAsync(time: time);
        await app.WriteAsync("n1", "one", key: "k1");
        time.Now += TimeSpan.FromDays(20);
        await app.WriteAsync("n1", "two", key: "k2");
        time.Now += TimeSpan.FromDays(11);
        await app.WriteAsync("n1", "three", key: "k3");

        Assert.Null(await app.Store.FindCommandAsync("n1", NoteApp.Command("k1")));
        Assert.NotNull(await app.Store.FindCommandAsync("n1", NoteApp.Command("k2")));
        Assert.NotNull(await app.Store.FindCommandAsync("n1", NoteApp.Command("k3")));
        time.Now += TimeSpan.FromDays(20);
        await app.WriteAsync("n1", "four", key: "k4");
        Assert.Null(await app.Store.FindCommandAsync("n1", NoteApp.Command("k2")));
    }

    [Fact]
    public async Task A_command_costs_the_same_whatever_history_it_has()
    {
        var calls = new Calls();
        var app = await NoteApp.NewAsync(calls.Hook);
        async Task<int> CostAsync(Func<Task> work)
        {
            var before = calls.Count;
            await work();
            return calls.Count - before;
        }
        await app.WriteAsync("n1", "0", "t");
        var early = await CostAsync(() => app.WriteAsync("n1", "1", "t"));
        for (var i = 0; i < 30; i++)
            await app.WriteAsync("n1", $"{i % 10}", "t", $"more-{i}");
        Assert.Equal(early, await CostAsync(() => app.WriteAsync("n1", "a", "t")));
    }

    private sealed class LostAnswer(Response inner) : Response
    {
        public override int Status => 500;
        public override bool IsError => true;
        public override string ReasonPhrase => "The answer was lost";
        public override Stream? ContentStream { get; set; } = new MemoryStream();
        public override string ClientRequestId
        {
            get => inner.ClientRequestId;
            set => inner.ClientRequestId = value;
        }

        public override void Dispose() => inner.Dispose();

        protected override bool ContainsHeader(string name) => false;

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];

        protected override bool TryGetHeader(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = null;
            return false;
        }

        protected override bool TryGetHeaderValues(
            string name,
            [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IEnumerable<string>? values
        )
        {
            values = null;
            return false;
        }
    }
}
