using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Ledger;
using TechTransfer.Testing.Apps;

namespace TechTransfer.OwnershipGrants.Tests.Conversions;

/// <summary>An achievement keeps of its contracts what it says of them, and hundreds fit.</summary>
public sealed class ManyConversionsTests
{
    private static readonly Caller Registration = Caller.System("contract-registration", "技术合同登记");

    [Fact]
    public async Task Three_hundred_contracts_convert_one_achievement()
    {
        var app = await GrantsApp.NewAsync();
        var loaded = await app.Achievements.LoadAsync("a1");
        var state = Given.In(GrantStatus.InForce);
        foreach (var number in Enumerable.Range(1, 300))
            state = FollowContract.Decide(state, Told(number), Given.Later)!.State;

        var kept = await app.Achievements.CommitAsync(loaded, new(state, null), Registration, null);
        Assert.Null(kept.Problem);
        var next = FollowContract.Decide((await app.Achievements.LoadAsync("a1")).State!, Told(301), Given.Later)!;
        Assert.Null((await app.Achievements.CommitAsync(kept.Value, next, Registration, null)).Problem);

        var view = AchievementView.Of((await app.Achievements.LoadAsync("a1")).State!, 2).Conversions;
        Assert.Equal(301, view.Count);
        Assert.Equal(
            ("5000012026000301", "高精度传感芯片封装方法专利转让（虚构）", "重庆渝北传感有限公司（虚构）"),
            (view[^1].Number, view[^1].Title, view[^1].Buyers.Single())
        );
    }

    [Fact]
    public void An_achievement_that_was_kept_with_whole_messages_is_read_and_trimmed_when_it_is_written_next()
    {
        var state = FollowContract.Decide(Given.In(GrantStatus.InForce), Told(1), Given.Later)!.State;
        var stored = JsonNode.Parse(Json.Write(state))!;
        stored["conversions"]![0]!["contract"] = JsonNode.Parse(Json.Write(Told(1).Contract));

        var read = Json.Read<Achievement>(stored.ToJsonString(Json.Options));

        Assert.Equal(Json.Write(state), Json.Write(read));
        Assert.DoesNotContain("401331", Json.Write(read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_shows_of_a_contract_what_the_achievement_shows()
    {
        var app = await GrantsApp.NewAsync();
        var conversion = FollowContract.Decide(Given.In(GrantStatus.InForce), Told(1), Given.Later)!.State.Conversions[0];
        // As events of before kept it.
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
        happened["conversion"]!["contract"] = JsonNode.Parse(Json.Write(Told(1).Contract));
        var change = new Change<Achievement>(Given.In(GrantStatus.InForce), happened.Deserialize<OldEvent>(Json.Options));
        Assert.Null((await app.Achievements.CommitAsync(await app.Achievements.LoadAsync("a1"), change, Registration, null)).Problem);

        var ledger = new LedgerFunctions(app.Achievements, app.Shared, app.Lists, Given.Rules, app.Time);
        var history = await FunctionCall.GetAsync(
            (r, c) => ledger.AchievementHistory(r, "a1", c),
            Given.Auditor,
            "/api/achievements/a1/history"
        );

        var shown = history.Json!["events"]![0]!["data"]!["conversion"]!;
        Assert.Equal("5000012026000001", (string?)shown["contract"]!["number"]);
        Assert.DoesNotContain("401331", shown.ToJsonString(), StringComparison.Ordinal);
    }

    [WireName("ConversionFollowed")]
    private sealed record OldEvent(JsonElement Conversion, bool First, IReadOnlyList<LedgerLine> Ledger);

    private static SeenContract Told(int number)
    {
        var one = Given.AContract();
        FormLine[] lines =
        [
            .. Enumerable
                .Range(1, 40)
                .Select(i => new FormLine(new($"项目{i}", $"Field {i}"), new("重庆高新区缙云大道1号，401331", "1 Jinyun Avenue, 401331"))),
        ];
        var contract = one.Contract! with
        {
            ContractId = $"case-{number}",
            Number = $"5000012026{number:D6}",
            Form = new([new(new("卖方", "Seller"), lines)], []),
        };
        return one with { ContractId = contract.ContractId, Contract = contract };
    }
}
