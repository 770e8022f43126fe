using System.Runtime.Serialization;

namespace Azure.Data.Tables.Tests;

public class TypedEntityTests
{
    [Fact]
    public async Task A_class_is_kept_property_by_property()
    {
        var table = await TestTables.CreateAsync();
        var contract = new Contract
        {
            PartitionKey = "p",
            RowKey = "r",
            Title = "技术许可合同",
            Fen = long.MinValue,
            Parties = 3,
            Approved = true,
            Rate = 0.25,
            Id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
            SignedAt = new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.FromHours(8)).AddTicks(1),
            PaidAt = new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc),
            Stage = Stage.Registered,
            Hash = [1, 2, 3],
            Body = BinaryData.FromString("正文"),
            Draft = "not kept",
        };
        await table.AddEntityAsync(contract);

        var bag = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        var read = (await table.GetEntityAsync<Contract>("p", "r")).Value;

        Assert.Equal("技术许可合同", bag.GetString("title"));
        Assert.Equal("Registered", bag.GetString("Stage"));
        Assert.False(bag.ContainsKey("Draft"));
        Assert.False(bag.ContainsKey("Title"));
        Assert.False(bag.ContainsKey("Approver"));
        Assert.Equal((contract.Title, contract.Fen, contract.Parties, contract.Approved), (read.Title, read.Fen, read.Parties, read.Approved));
        Assert.Equal((contract.Rate, contract.Id, contract.SignedAt, contract.PaidAt), (read.Rate, read.Id, read.SignedAt, read.PaidAt));
        Assert.Equal(DateTimeKind.Utc, read.PaidAt.Kind);
        Assert.Equal((Stage.Registered, null, null), (read.Stage, read.PreviousStage, read.Approver));
        Assert.Equal([1, 2, 3], read.Hash);
        Assert.Equal("正文", read.Body!.ToString());
        Assert.Equal(bag.ETag, read.ETag);
        Assert.Equal(bag.Timestamp, read.Timestamp);
        Assert.Null(read.Draft);
    }

    [Fact]
    public async Task Keys_may_be_the_names_of_the_field()
    {
        var table = await TestTables.CreateAsync();
        await table.AddEntityAsync(new Grant { Achievement = "成果", Right = "专利" });
        var read = (await table.GetEntityAsync<Grant>("成果", "专利")).Value;
        Assert.Equal(("成果", "专利"), (read.Achievement, read.Right));
    }

    [Fact]
    public async Task A_time_that_is_not_UTC_is_refused()
    {
        var table = await TestTables.CreateAsync();
        await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["At"] = new DateTime(2026, 1, 1) }));
    }

    [Theory]
    [MemberData(nameof(Unkept), DisableDiscoveryEnumeration = true)]
    public async Task A_type_that_the_service_does_not_have_is_refused(object value)
    {
        var table = await TestTables.CreateAsync();
        await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = value }));
    }

    public static TheoryData<object> Unkept => [1.5m, Stage.Draft, new DateOnly(2026, 1, 1), new[] { 1 }];

    [Fact]
    public async Task A_null_leaves_what_is_there_on_a_merge_and_is_not_kept_on_a_replace()
    {
        var table = await TestTables.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = "a" });
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = null! });
        Assert.Equal("a", (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetString("A"));
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = null! }, TableUpdateMode.Replace);
        Assert.False((await table.GetEntityAsync<TableEntity>("p", "r")).Value.ContainsKey("A"));
    }

    [Fact]
    public void A_bag_keeps_the_type_of_a_property()
    {
        var entity = new TableEntity("p", "r") { ["Text"] = "a", ["Number"] = 1, ["Missing"] = null! };
        entity["Number"] = 5L;
        entity["Number"] = 6;
        entity["Text"] = null!;
        entity["Text"] = "b";

        Assert.Equal(6L, entity["Number"]);
        Assert.Equal(6L, entity.GetInt64("Number"));
        Assert.Throws<InvalidOperationException>(() => entity["Text"] = 1);
        Assert.Throws<InvalidOperationException>(() => entity["Number"] = "1");
        Assert.Throws<InvalidOperationException>(() => entity.GetInt32("Text"));
        Assert.Null(entity.GetInt32("Missing"));
        Assert.Null(entity.GetString("Never"));
        Assert.Null(entity["Never"]);
        Assert.Null(new TableEntity().PartitionKey);
        Assert.Equal(default, new TableEntity().ETag);
    }

    [Fact]
    public async Task An_entity_without_keys_is_refused_before_it_is_sent()
    {
        var table = await TestTables.CreateAsync();
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.AddEntityAsync<TableEntity>(null!));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => table.UpsertEntityAsync(new TableEntity { RowKey = "r" }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => table.UpsertEntityAsync(new TableEntity { PartitionKey = "p" }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.GetEntityAsync<TableEntity>(null!, "r"));
    }

    private enum Stage
    {
        Draft,
        Registered,
    }

    private sealed class Contract : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        [DataMember(Name = "title")]
        public string? Title { get; set; }

        public long Fen { get; set; }

        public int? Parties { get; set; }

        public bool Approved { get; set; }

        public double Rate { get; set; }

        public Guid Id { get; set; }

        public DateTimeOffset SignedAt { get; set; }

        public DateTime PaidAt { get; set; }

        public Stage Stage { get; set; }

        public Stage? PreviousStage { get; set; }

        public string? Approver { get; set; }

        public byte[]? Hash { get; set; }

        public BinaryData? Body { get; set; }

        [IgnoreDataMember]
        public string? Draft { get; set; }
    }

    private sealed class Grant : ITableEntity
    {
        public string Achievement { get; set; } = "";

        public string Right { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        string ITableEntity.PartitionKey { get => Achievement; set => Achievement = value; }

        string ITableEntity.RowKey { get => Right; set => Right = value; }
    }
}
