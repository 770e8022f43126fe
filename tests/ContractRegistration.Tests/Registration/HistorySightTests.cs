using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Registration;

/// <summary>The history of a contract shows each user no more than the contract itself does.</summary>
public sealed class HistorySightTests : IAsyncLifetime
{
    private const string Reason = "经办人休假（内部）";
    private HttpHarness app = null!;
    private string id = "";

    // A history with all kinds of restricted content: a submission, a reassignment, a recusal, a correction and a filed change.
    public async Task InitializeAsync()
    {
        app = await HttpHarness.NewAsync();
        id = Ids.Derive("test", Path.GetRandomFileName());
        var draft = WithPostcodes(Given.Drafted());
        await KeepAsync(Submit.Decide(draft, Given.ReasonsOf("C01"), Given.Filer, Given.Rules, Given.Now));
        await KeepAsync(Reassign.Decide(Given.Accepted(), new(Given.RegistrarB.Subject, Reason), Given.RegistrarA, Given.Now));
        await KeepAsync(Recuse.Decide(Given.Accepted(), new(Reason), Given.Caller("registrar-b"), Given.Now));
        var registered = WithPostcodes(Given.Registered());
        await KeepAsync(
            Correct.Decide(registered, new([new("title", "更正后的项目名称（虚构）")], "笔误。"), Given.RegistrarA, Given.Rules, Given.Now)
        );
        await KeepAsync(
            FileChange.Decide(
                registered,
                new(Given.ChangedContent(registered.Content), "双方协商调减价款。"),
                Given.Filer,
                Given.Rules,
                Given.Now
            )
        );
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("office-u1", true, true)]
    [InlineData("registrar-a", true, true)]
    [InlineData("auditor", true, true)]
    [InlineData("company-e1", false, true)]
    [InlineData("approver", false, false)]
    public async Task Addresses_are_those_that_the_contract_shows(string user, bool sellers, bool buyers)
    {
        var contents = Contents(await EventsAsync(user)).ToArray();

        // The contents of the submission, before and after the correction, and of the change.
        Assert.Equal(4, contents.Length);
        var view = (
            await FunctionCall.SendAsync(
                (r, c) => app.Operation<GetContract>().Run(r, id, c),
                Given.Caller(user),
                "GET",
                $"/api/contracts/{id}"
            )
        ).Json!;
        foreach (var content in contents.Append(view))
        {
            foreach (var (side, sees) in ((string, bool)[])[("sellers", sellers), ("buyers", buyers)])
            {
                var party = content[side]![0]!;
                Assert.Equal((sees, sees), (party["address"] is not null, party["postcode"] is not null));
                Assert.NotNull(party["name"]);
            }
        }
    }

    [Theory]
    [InlineData("registrar-a", true)]
    [InlineData("approver", true)]
    [InlineData("auditor", true)]
    [InlineData("office-u1", false)]
    [InlineData("company-e1", false)]
    [InlineData("finance-a", false)]
    public async Task Reassignments_and_recusals_are_visible_only_to_officials(string user, bool sees)
    {
        var events = await EventsAsync(user);

        Assert.Equal(sees, events.ToJsonString(Json.Options).Contains(Reason, StringComparison.Ordinal));
        foreach (var type in (string[])[WireName.Of<ContractReassigned>(), WireName.Of<OfficialRecused>()])
            Assert.Equal(sees, events.Any(e => (string)e!["type"]! == type));
        Assert.Contains(events, e => (string)e!["type"]! == nameof(SlipCorrected));
    }

    [Fact]
    public async Task Finance_learns_what_happened_and_not_what_was_written() =>
        Assert.All(await EventsAsync("finance-a"), e => Assert.Null(e!["data"]));

    private async Task<JsonArray> EventsAsync(string user) =>
        (
            await FunctionCall.SendAsync(
                (r, c) => app.Operation<ReadHistory>().Run(r, id, c),
                Given.Caller(user),
                "GET",
                $"/api/contracts/{id}/history"
            )
        ).Json!["events"]!.AsArray();

    private async Task KeepAsync(Outcome<Change<Contract>> decided)
    {
        Assert.Null(decided.Problem);
        var before = await app.Contracts.LoadAsync(id);
        Assert.Null(
            (
                await app.Contracts.CommitAsync(
                    before,
                    decided.Value with
                    {
                        State = decided.Value.State with { Id = id },
                    },
                    Given.RegistrarA,
                    null
                )
            ).Problem
        );
    }

    private static Contract WithPostcodes(Contract state)
    {
        Party Given(Party party) => party with { Postcode = "401331" };
        return state with
        {
            Content = state.Content with
            {
                Sellers = [.. state.Content.Sellers.Select(Given)],
                Buyers = [.. state.Content.Buyers.Select(Given)],
            },
        };
    }

    private static IEnumerable<JsonNode> Contents(JsonNode? node)
    {
        if (node is JsonObject fields && fields.ContainsKey("sellers"))
            yield return node;
        IEnumerable<JsonNode?> inner = node switch
        {
            JsonObject o => o.Select(f => f.Value),
            JsonArray a => a,
            _ => [],
        };
        foreach (var found in inner.SelectMany(Contents))
            yield return found;
    }
}
