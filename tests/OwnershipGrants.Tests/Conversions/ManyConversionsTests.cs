using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Ledger;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;
using Xunit.Abstractions;

namespace TechTransfer.OwnershipGrants.Tests.Conversions;

/// <summary>An achievement stores only a summary of each of its contracts, so that a thousand of them fit.</summary>
public sealed class ManyConversionsTests(ITestOutputHelper output)
{
    // The allowed maximum in ./test long, fewer in ./test.
    private static readonly int Most = Extent.Of(100, FollowContract.Most);
    private static readonly Caller Registration = Caller.System("contract-registration", "技术合同登记");

    [Fact]
    public async Task As_many_contracts_as_may_be_convert_one_achievement()
    {
        var app = await GrantsApp.NewAsync(Given.Later);
        var calls = new CallCounter();
        var counted = new GrantStage(await app.AnotherInstanceAsync(o => o.AddPolicy(calls, Azure.Core.HttpPipelinePosition.PerCall)));
        var state = Given.In(GrantStatus.InForce);
        foreach (var number in Enumerable.Range(1, Most - 1))
            state = FollowContract.Decide(state, Given.Of(Told(number)), Given.Later)!.State;
        var id = await app.PutAsync(state, "a1");

        var last = Told(Most);
        await counted.ReceiveAsync(last.ContractId, 9, last);
        var received = calls.Calls;
        var stored = Encoding.UTF8.GetByteCount(Json.Write(await app.StateAsync(id)));
        var closed = await counted.ActAsync(
            Given.G1,
            "terminate",
            JsonNode.Parse("""{"ground":"agreed","reason":"双方协商。","on":"2026-06-30"}"""),
            await app.TagAsync(id)
        );
        output.WriteLine($"{stored / Most} bytes each; {received} calls for the last message, {calls.Calls - received} for a command");

        Assert.Equal(200, closed.Status);
        var view = AchievementView.Of(await app.StateAsync(id), 2).Conversions;
        Assert.Equal(Most, view.Count);
        Assert.Equal((last.Number, last.Title, last.Buyers[0].Name), (view[^1].Number, view[^1].Title, view[^1].Buyers.Single()));
        // A thousand conversions take at most three quarters of the space of an achievement.
        Assert.InRange(stored / Most, 1, AggregateStore<Achievement>.ContentLimit / FollowContract.Most * 3 / 4);
        // No more storage calls than with a single conversion.
        Assert.InRange(received, 1, 40);
        Assert.InRange(calls.Calls - received, 1, 30);
    }

    [Fact]
    public void No_contract_is_linked_beyond_the_most_that_an_achievement_has()
    {
        var one = FollowContract.Decide(Given.In(GrantStatus.InForce), Given.Of(Told(1)), Given.Later)!.State;
        var full = one with { Conversions = [.. Enumerable.Repeat(one.Conversions[0], FollowContract.Most)] };

        Assert.Null(FollowContract.Decide(full, Given.Of(Told(2)), Given.Later));
        Assert.NotNull(
            FollowContract.Decide(full with { Conversions = full.Conversions.Skip(1).ToArray() }, Given.Of(Told(2)), Given.Later)
        );
    }

    [Fact]
    public void Conversions_are_read_as_they_were_written_whether_few_or_many()
    {
        foreach (var count in (int[])[0, 1, 50, 51, 60])
        {
            var state = Given.In(GrantStatus.InForce);
            foreach (var number in Enumerable.Range(1, count))
                state = FollowContract.Decide(state, Given.Of(Told(number)), Given.Later)!.State;

            var plain = Json.Write(state.Conversions);
            Assert.Equal(plain, Json.Write(Json.Read<Achievement>(Json.Write(state)).Conversions));
            var earlier = JsonNode.Parse(Json.Write(state))!;
            earlier["conversions"] = JsonNode.Parse(plain);
            Assert.Equal(plain, Json.Write(Json.Read<Achievement>(earlier.ToJsonString(Json.Options)).Conversions));
        }
    }

    [Fact]
    public void An_achievement_that_was_kept_with_whole_messages_is_read_and_trimmed_when_it_is_written_next()
    {
        var state = FollowContract.Decide(Given.In(GrantStatus.InForce), Given.Of(Told(1)), Given.Later)!.State;
        var stored = JsonNode.Parse(Json.Write(state))!;
        stored["conversions"]![0]!["contract"] = JsonNode.Parse(Json.Write(Told(1)));

        var read = Json.Read<Achievement>(stored.ToJsonString(Json.Options));

        Assert.Equal(Json.Write(state), Json.Write(read));
        Assert.DoesNotContain("401331", Json.Write(read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_shows_of_a_contract_what_the_achievement_shows()
    {
        var app = await GrantsApp.NewAsync();
        var conversion = FollowContract.Decide(Given.In(GrantStatus.InForce), Given.Of(Told(1)), Given.Later)!.State.Conversions[0];
        // Events had this format in earlier versions.
        var happened = JsonNode.Parse(
            Json.Write(
                new
                {
                    Conversion = conversion,
                    First = true,
                    Ledger = Array.Empty<LedgerLine>(),
                }
            )
        )!;
        happened["conversion"]!["contract"] = JsonNode.Parse(Json.Write(Told(1)));
        var change = new Change<Achievement>(Given.In(GrantStatus.InForce), happened.Deserialize<OldEvent>(Json.Options));
        Assert.Null((await app.Achievements.CommitAsync(await app.Achievements.LoadAsync("a1"), change, Registration, null)).Problem);

        var history = await FunctionCall.GetAsync(
            (r, c) => app.Op<GetAchievementHistory>().Run(r, "a1", c),
            Given.Auditor,
            "/api/achievements/a1/history"
        );

        var shown = history.Json!["events"]![0]!["data"]!["conversion"]!;
        Assert.Equal("5000012026000001", (string?)shown["contract"]!["number"]);
        Assert.DoesNotContain("401331", shown.ToJsonString(), StringComparison.Ordinal);
    }

    [WireName("ConversionFollowed")]
    private sealed record OldEvent(JsonElement Conversion, bool First, IReadOnlyList<LedgerLine> Ledger);

    private static ContractRegistered Told(int number)
    {
        var one = Given.C03();
        FormLine[] lines =
        [
            .. Enumerable
                .Range(1, 40)
                .Select(i => new FormLine(new($"项目{i}", $"Field {i}"), new("重庆高新区缙云大道1号，401331", "1 Jinyun Avenue, 401331"))),
        ];
        return one with
        {
            ContractId = Ids.Derive("many", $"{number}"),
            Number = $"5000012026{number:D6}",
            Title = $"{Words(number, 30)}（虚构）",
            Buyers = [one.Buyers[0] with { Name = $"{Words(-number, 14)}有限公司（虚构）" }],
            ContractValue = Yuan.Of(100_000 + 977 * number),
            TechnicalAmount = Yuan.Of(90_000 + 911 * number),
            Form = new([new(new("卖方", "Seller"), lines)], []),
        };
    }

    // Random characters, which compress worse than any real title.
    private static string Words(int seed, int length)
    {
        var random = new Random(seed);
        return new([.. Enumerable.Range(0, length).Select(_ => (char)random.Next(0x4E00, 0x6E00))]);
    }
}
