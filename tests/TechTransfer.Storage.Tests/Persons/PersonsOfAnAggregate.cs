using System.Security.Cryptography;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Kernel;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Persons;
using TechTransfer.Storage.Retries;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.Storage.Tests.Persons;

public sealed record Guest(string Company, [property: Personal] string? Phone = null, [property: Personal] string? IdNumber = null);

public sealed record GuestBook(string Title, IReadOnlyList<Guest> Guests);

[WireName("guestsCame")]
public sealed record GuestsCame(IReadOnlyList<Guest> Guests);

[WireName("guestsAnnounced")]
public sealed record GuestsAnnounced(IReadOnlyList<Guest> Guests);

public sealed class PersonsOfAnAggregate
{
    private const string Phone = "13900000001";
    private const string IdNumber = "500000190001010000";
    private static readonly string KeyA = NewKey();
    private static readonly string KeyB = NewKey();

    [Fact]
    public async Task Their_values_stand_in_no_row_in_the_clear_and_are_read_back()
    {
        var book = await BookAsync(KeyA);
        await book.WriteAsync(new("one", [new("甲（虚构）", Phone, IdNumber), new("乙（虚构）")]), "k1");

        var read = (await book.Store.LoadAsync("b1")).State!;
        Assert.Equal((Phone, IdNumber, null), (read.Guests[0].Phone, read.Guests[0].IdNumber, read.Guests[1].Phone));

        var rows = await book.RowsAsync();
        Assert.Contains(rows, r => r.Contains("event|", StringComparison.Ordinal) && r.Contains("$person", StringComparison.Ordinal));
        Assert.All(
            rows,
            row => Assert.False(row.Contains(Phone, StringComparison.Ordinal) || row.Contains(IdNumber, StringComparison.Ordinal), row)
        );
    }

    [Fact]
    public async Task What_the_state_no_longer_holds_is_gone_and_the_chain_of_history_still_holds()
    {
        var book = await BookAsync(KeyA);
        await book.WriteAsync(new("one", [new("甲（虚构）", Phone, IdNumber), new("乙（虚构）", "13900000002")]), "k1");
        await book.WriteAsync(PersonalJson.Erase((await book.Store.LoadAsync("b1")).State!), "k2");

        Assert.Equal([new("甲（虚构）"), new("乙（虚构）")], (await book.Store.LoadAsync("b1")).State!.Guests);
        Assert.DoesNotContain(await book.RowsAsync(), r => r.Contains("|person|", StringComparison.Ordinal));
        Assert.Null((await book.Store.ReadHistoryAsync("b1")).BrokenAt);
    }

    [Fact]
    public async Task One_person_goes_and_the_others_stay()
    {
        var book = await BookAsync(KeyA);
        Guest[] guests = [.. Enumerable.Range(0, 40).Select(i => new Guest($"公司{i}（虚构）", $"1390000{i:D4}"))];
        await book.WriteAsync(new("many", guests), "k1");
        await book.WriteAsync(new("many", [guests[0] with { Phone = null }, .. guests[1..]]), "k2");

        var left = (await book.Store.LoadAsync("b1")).State!.Guests;
        Assert.Null(left[0].Phone);
        Assert.Equal(guests[1..], left.Skip(1));
    }

    [Fact]
    public async Task Two_hundred_persons_fit_a_transaction_and_can_all_change_at_once()
    {
        var book = await BookAsync(KeyA);
        foreach (var round in (int[])[1, 2])
        {
            Guest[] guests = [.. Enumerable.Range(0, 200).Select(i => new Guest($"公司{i}（虚构）", $"139{round}000{i:D4}", IdNumber))];
            await book.WriteAsync(new("many", guests), $"k{round}");
            Assert.Equal(guests, (await book.Store.LoadAsync("b1")).State!.Guests);
        }
    }

    [Fact]
    public async Task Of_two_writers_on_one_version_one_loses()
    {
        var book = await BookAsync(KeyA);
        var before = await book.WriteAsync(new("one", [new("甲（虚构）", Phone)]), "k1");
        var read = await book.Store.LoadAsync("b1");
        Assert.Equal(before.Version, read.Version);

        Assert.Null((await book.Store.CommitAsync(read, new(new("two", []), null), NoteApp.Someone, NoteApp.Command("k2"))).Problem);
        var late = await book.Store.CommitAsync(
            read,
            new(new("three", [new("甲（虚构）", "13900000009")]), null),
            NoteApp.Someone,
            NoteApp.Command("k3")
        );

        Assert.Equal("version_conflict", late.Problem!.Kind.Code);
        Assert.Equal("two", (await book.Store.LoadAsync("b1")).State!.Title);
        Assert.Empty((await book.Store.LoadAsync("b1")).State!.Guests);
    }

    [Fact]
    public async Task A_row_moved_to_another_aggregate_or_changed_is_not_opened()
    {
        var book = await BookAsync(KeyA);
        await book.WriteAsync(new("one", [new("甲（虚构）", Phone)]), "k1");
        var rows = await book.PersonRowsAsync("b1");
        var stolen = Assert.Single(rows);
        var moved = new TableEntity("book|b2", stolen.RowKey);
        foreach (var (name, value) in stolen.Where(p => p.Key.StartsWith("Sealed", StringComparison.Ordinal)))
            moved[name] = value;
        await book.WriteAsync(new("other", []), "k2", "b2");
        await book.Storage.Aggregates.AddEntityAsync(moved);

        await Assert.ThrowsAsync<AuthenticationTagMismatchException>(() => book.Store.LoadAsync("b2"));
        Assert.Equal(Phone, (await book.Store.LoadAsync("b1")).State!.Guests[0].Phone);
    }

    [Fact]
    public async Task A_new_key_opens_what_the_old_one_sealed_as_long_as_that_is_given_too()
    {
        var book = await BookAsync(KeyA);
        await book.WriteAsync(new("one", [new("甲（虚构）", Phone)]), "k1");

        var rotated = await BookAsync($"{KeyB},{KeyA}", book.App);
        var read = await rotated.Store.LoadAsync("b1");
        Assert.Equal(Phone, read.State!.Guests[0].Phone);
        await rotated.WriteAsync(read.State, "k2");

        // After the rewrite only the new key is needed. A missing key is an error and must not look like erased data.
        Assert.Equal(Phone, (await (await BookAsync(KeyB, book.App)).Store.LoadAsync("b1")).State!.Guests[0].Phone);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await (await BookAsync(KeyA, book.App)).Store.LoadAsync("b1"));
    }

    [Fact]
    public async Task A_message_is_sent_with_their_values_also_late_and_kept_without_them()
    {
        var name = TestStorage.NewName();
        var queue = $"{name}-guests";
        var storage = await TestStorage.OpenAsync(
            name,
            configure: null,
            new Dictionary<string, IReadOnlyList<string>> { ["guestsAnnounced"] = [queue] },
            ("PersonsKey", KeyA)
        );
        await storage.CreateMissingAsync([]);
        var kind = new AggregateKind<GuestBook>("book") { HoldsPersons = true, Messages = (book, _) => [new GuestsAnnounced(book.Guests)] };
        var time = new TestTime(DateTimeOffset.UnixEpoch.AddYears(56));
        var store = new AggregateStore<GuestBook>(storage, kind, time, NullLogger<AggregateStore<GuestBook>>.Instance);
        var book = new Book(name, storage, store);

        // The queue does not exist yet: the message waits in the outbox, and the sweeper sends it.
        await book.WriteAsync(new("one", [new("甲（虚构）", Phone)]), "k1");
        await storage.CreateMissingAsync([queue]);
        time.Now += TimeSpan.FromMinutes(11);
        await new Sweeper(storage, [store], new(storage, time, NullLogger<SetAsides>.Instance), [], time).RunAsync(CancellationToken.None);
        await book.WriteAsync(new("two", [new("甲（虚构）", Phone), new("乙（虚构）", "13900000002")]), "k2");

        var messages = (await storage.Queue(queue).ReceiveMessagesAsync(10)).Value.Select(m => m.Body.ToString()).ToArray();
        Assert.Equal(2, messages.Length);
        Assert.All(messages, m => Assert.Contains(Phone, m, StringComparison.Ordinal));
        Assert.All(await book.RowsAsync(), row => Assert.DoesNotContain(Phone, row, StringComparison.Ordinal));
        Assert.Null((await store.ReadHistoryAsync("b1")).BrokenAt);
    }

    [Fact]
    public async Task Kind_without_HoldsPersons_refuses_personal_data()
    {
        var book = await BookAsync(KeyA, holdsPersons: false);
        await Assert.ThrowsAsync<InvalidOperationException>(() => book.WriteAsync(new("one", [new("甲（虚构）", Phone)]), "k1"));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void A_key_that_is_not_32_bytes_is_refused(string key) =>
        Assert.Throws<InvalidOperationException>(() =>
            AppStorage.Open("t", name => name == "PersonsKey" ? key : "UseDevelopmentStorage=true")
        );

    [Fact]
    public void Without_a_key_no_store_of_persons_opens_on_a_real_account()
    {
        const string account = "DefaultEndpointsProtocol=https;AccountName=zone;AccountKey=AAAA;EndpointSuffix=core.windows.net";
        var storage = AppStorage.Open("t", name => name == "AzureWebJobsStorage" ? account : null);
        Assert.Throws<InvalidOperationException>(() =>
            new AggregateStore<GuestBook>(
                storage,
                new("book") { HoldsPersons = true },
                TimeProvider.System,
                NullLogger<AggregateStore<GuestBook>>.Instance
            )
        );
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static async Task<Book> BookAsync(string key, string? app = null, bool holdsPersons = true)
    {
        var name = app ?? TestStorage.NewName();
        var storage = await TestStorage.OpenAsync(name, settings: ("PersonsKey", key));
        if (app is null)
            await storage.CreateMissingAsync([]);
        return new(
            name,
            storage,
            new(storage, new("book") { HoldsPersons = holdsPersons }, TimeProvider.System, NullLogger<AggregateStore<GuestBook>>.Instance)
        );
    }

    private sealed record Book(string App, AppStorage Storage, AggregateStore<GuestBook> Store)
    {
        public async Task<Loaded<GuestBook>> WriteAsync(GuestBook state, string key, string id = "b1") =>
            (
                await Store.CommitAsync(
                    await Store.LoadAsync(id),
                    new(state, new GuestsCame(state.Guests)),
                    NoteApp.Someone,
                    NoteApp.Command(key)
                )
            ).Value;

        public async Task<List<string>> RowsAsync()
        {
            var rows = new List<string>();
            foreach (var table in (TableClient[])[Storage.Aggregates, Storage.Lists, Storage.Pending, Storage.Reservations])
            {
                await foreach (var row in table.QueryAsync<TableEntity>())
                    rows.Add(string.Join('\n', row.Select(p => $"{p.Key}={p.Value}")));
            }
            return rows;
        }

        public async Task<List<TableEntity>> PersonRowsAsync(string id)
        {
            var rows = new List<TableEntity>();
            await foreach (
                var row in Storage.Aggregates.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"book|" + id}"))
            )
                rows.Add(row);
            return [.. rows.Where(r => r.RowKey.Contains("|person|", StringComparison.Ordinal))];
        }
    }
}
