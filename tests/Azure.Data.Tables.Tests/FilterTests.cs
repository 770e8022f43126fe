using System.Linq.Expressions;
using System.Runtime.Serialization;

namespace Azure.Data.Tables.Tests;

public class FilterTests
{
    private static readonly DateTimeOffset Instant = new DateTimeOffset(2026, 1, 2, 11, 4, 5, TimeSpan.FromHours(8)).AddTicks(1_234_567);
    private static readonly Guid Id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");

    public static TheoryData<FormattableString, string> Literals => new()
    {
        { $"A eq {"O'Brien"}", "A eq 'O''Brien'" },
        { $"A eq {true} and B eq {false}", "A eq true and B eq false" },
        { $"A ge {1} and A lt {long.MaxValue}", "A ge 1 and A lt 9223372036854775807L" },
        { $"A gt {0.5} or A eq {5.0}", "A gt 0.5 or A eq 5.0" },
        { $"A eq {Id}", "A eq guid'0f8fad5b-d9cb-469f-a165-70867728950e'" },
        { $"A le {Instant}", "A le datetime'2026-01-02T03:04:05.1234567Z'" },
        { $"A le {Instant.UtcDateTime}", "A le datetime'2026-01-02T03:04:05.1234567Z'" },
        { $"A eq {new byte[] { 1, 171 }}", "A eq X'01ab'" },
        { $"A eq {BinaryData.FromBytes(new byte[] { 255 })}", "A eq X'ff'" },
        { $"nothing to fill", "nothing to fill" },
    };

    [Theory]
    [MemberData(nameof(Literals), DisableDiscoveryEnumeration = true)]
    public void A_value_becomes_the_services_literal(FormattableString filter, string expected) =>
        Assert.Equal(expected, TableClient.CreateQueryFilter(filter));

    [Fact]
    public void A_value_that_the_service_does_not_have_is_refused()
    {
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {1.5m}"));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {null}"));
    }

    public static TheoryData<string, Expression<Func<Sample, bool>>> Lambdas
    {
        get
        {
            var name = "O'Brien";
            var holder = new { Kind = Kind.Transfer };
            return new()
            {
                { "(PartitionKey eq 'p') and (RowKey gt 'O''Brien')", x => x.PartitionKey == "p" && x.RowKey.CompareTo(name) > 0 },
                { "(RowKey ge 'a') or (RowKey lt 'b')", x => string.Compare(x.RowKey, "a") >= 0 || string.CompareOrdinal(x.RowKey, "b") < 0 },
                { "not (Renamed eq true)", x => !x.Flag },
                { "Renamed eq false", x => x.Flag == false },
                { "Count le 5", x => 5 >= x.Count },
                { "Fen ge 5L", x => x.Fen >= 5 },
                { "Fen eq 6L", x => x.Fen!.Value == 2 * 3 },
                { "(Kind eq 'Transfer') and (MaybeKind ne 'Development')", x => x.Kind == holder.Kind && x.MaybeKind != Kind.Development },
                { "Id eq guid'0f8fad5b-d9cb-469f-a165-70867728950e'", x => x.Id.Equals(Id) },
                { "At ge datetime'2026-01-01T00:00:00.0000000Z'", x => x.At >= new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Lambdas), DisableDiscoveryEnumeration = true)]
    public void A_lambda_becomes_a_filter(string expected, Expression<Func<Sample, bool>> filter) =>
        Assert.Equal(expected, TableClient.CreateQueryFilter(filter));

    [Fact]
    public void A_lambda_reads_a_bag_by_its_getters()
    {
        Assert.Equal("Name eq 'a'", TableClient.CreateQueryFilter<TableEntity>(x => x.GetString("Name") == "a"));
        Assert.Equal("Count gt 3", TableClient.CreateQueryFilter<TableEntity>(x => (int)x["Count"] > 3));
        Assert.Equal("Fen gt 3L", TableClient.CreateQueryFilter<TableEntity>(x => x.GetInt64("Fen") > 3));
    }

    [Fact]
    public void A_lambda_that_the_service_cannot_answer_is_refused()
    {
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter<Sample>(x => x.RowKey.StartsWith("ab")));
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter<Sample>(x => x.RowKey.Length == 3));
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter<Sample>(x => string.Equals(x.RowKey, "a", StringComparison.OrdinalIgnoreCase)));
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter<Sample>(x => string.Compare(x.RowKey, "a", StringComparison.Ordinal) > 0));
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter<Sample>(x => x.RowKey == x.PartitionKey));
    }

    [Fact]
    public async Task The_service_understands_each_literal()
    {
        var table = await TestTables.CreateAsync();
        await table.AddEntityAsync(new Sample { PartitionKey = "p", RowKey = "it's", Flag = true, Count = -3, Fen = long.MaxValue, Kind = Kind.Transfer, Id = Id, At = Instant });
        await table.AddEntityAsync(new Sample { PartitionKey = "p", RowKey = "its", Count = 3, Fen = 0, At = Instant.AddMilliseconds(-1) });
        await table.AddEntityAsync(new TableEntity("p", "more") { ["Half"] = 0.5, ["Bytes"] = new byte[] { 1, 171 } });

        Assert.Equal(["it's"], await RowsAsync(x => x.RowKey == "it's"));
        Assert.Equal(["it's"], await RowsAsync(x => x.Flag));
        Assert.Equal(["it's"], await RowsAsync(x => x.Count < 0));
        Assert.Equal(["it's"], await RowsAsync(x => x.Fen > 9_007_199_254_740_993));
        Assert.Equal(["it's"], await RowsAsync(x => x.Kind == Kind.Transfer));
        Assert.Equal(["it's"], await RowsAsync(x => x.Id == Id));
        // Azurite compares times by the millisecond.
        Assert.Equal(["it's"], await RowsAsync(x => x.At >= Instant));
        Assert.Equal(["it's", "its"], await RowsAsync(x => x.At >= Instant.AddMilliseconds(-1) && x.PartitionKey == "p"));
        Assert.Equal(["more"], (await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Half eq {0.5}")).ToListAsync()).Select(row => row.RowKey));
        Assert.Equal(["more"], (await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Bytes eq {new byte[] { 1, 171 }}")).ToListAsync()).Select(row => row.RowKey));

        async Task<IEnumerable<string>> RowsAsync(Expression<Func<Sample, bool>> filter) =>
            (await table.QueryAsync(filter).ToListAsync()).Select(row => row.RowKey);
    }

    public enum Kind
    {
        Development,
        Transfer,
    }

    public sealed class Sample : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        [DataMember(Name = "Renamed")]
        public bool Flag { get; set; }

        public int Count { get; set; }

        public long? Fen { get; set; }

        public Kind Kind { get; set; }

        public Kind? MaybeKind { get; set; }

        public Guid Id { get; set; }

        public DateTimeOffset At { get; set; }
    }
}
