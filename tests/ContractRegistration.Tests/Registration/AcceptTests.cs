using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using TechTransfer.ContractRegistration.Parties;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Registration;

/// <summary>
/// Data that a decision looks up outside the contract is stored in the decision's event, and is read only when nothing else refuses the
/// decision.
/// </summary>
public sealed class AcceptTests
{
    private readonly Calls calls = new();

    [Fact]
    public async Task Words_on_the_zone_and_hints_stand_in_the_events_that_change_them()
    {
        var (app, id, seller) = await StartAsync();

        var accepted = await AcceptAsync(app, id, "\"1\"");
        await FunctionCall.PostAsync(
            (r, c) => app.Operation<Assess>().Run(r, id, c),
            Given.RegistrarB,
            $"/api/contracts/{id}/assess",
            JsonNode.Parse(Json.Write(Given.AssessmentOf("C01"))),
            accepted.Tag
        );

        var state = (await app.Contracts.LoadAsync(id)).State!;
        Assert.Equal([new(seller, false)], state.ConfirmedZones);
        Assert.Equal("same_text_filed", Assert.Single(state.Hints).Code);
        var events = await EventsAsync(app, id, Given.RegistrarA);
        Assert.Equal(
            (Json.Write(state.ConfirmedZones), Json.Write(state.Hints)),
            (
                events["CaseAccepted"]!["confirmedZones"]!.ToJsonString(Json.Options),
                events["CaseAccepted"]!["hints"]!.ToJsonString(Json.Options)
            )
        );
        Assert.Equal(Json.Write(state.ConfirmedZones), events["CaseAssessed"]!["confirmedZones"]!.ToJsonString(Json.Options));
    }

    [Fact]
    public async Task The_filer_does_not_learn_from_history_that_another_filed_the_same_text()
    {
        var (app, id, _) = await StartAsync();

        await AcceptAsync(app, id, "\"1\"");

        Assert.NotNull((await EventsAsync(app, id, Given.Approver))["CaseAccepted"]!["hints"]);
        var seen = (await EventsAsync(app, id, Given.Filer))["CaseAccepted"]!;
        Assert.Null(seen["hints"]);
        Assert.NotNull(seen["confirmedZones"]);
    }

    [Fact]
    public void An_event_of_earlier_times_does_not_say_what_was_looked_up()
    {
        var now = (ContractAccepted)Accept.Decide(Given.Submitted(), Given.RegistrarA, Given.Rules, Given.Now).Value.Event!;
        var text = Json.Write(now with { ConfirmedZones = null, Hints = null });

        Assert.DoesNotContain("hints", text, StringComparison.Ordinal);
        Assert.Null(Json.Read<ContractAccepted>(text).Hints);
        Assert.Empty(now.Hints!);
    }

    [Fact]
    public async Task A_refused_or_repeated_acceptance_looks_nothing_up()
    {
        var (app, id, _) = await StartAsync();
        // One query is enough to refuse: the contract with the row of the command.
        const int decidedByTheContract = 1;

        Assert.Equal((428, decidedByTheContract), await CountAsync(() => AcceptAsync(app, id, null)));
        Assert.Equal((412, decidedByTheContract), await CountAsync(() => AcceptAsync(app, id, "\"7\"")));
        Assert.Equal(
            (200, true),
            await CountAsync(() => AcceptAsync(app, id, "\"1\"", "first")) is var (status, made) ? (status, made > 10) : default
        );
        Assert.Equal((200, decidedByTheContract), await CountAsync(() => AcceptAsync(app, id, "\"1\"", "first")));
        Assert.Equal((409, decidedByTheContract), await CountAsync(() => AcceptAsync(app, id, "\"2\"")));
        Assert.Equal((404, decidedByTheContract), await CountAsync(() => AcceptAsync(app, Ids.Derive("case", "none"), "\"1\"")));
    }

    private async Task<(int Status, int Calls)> CountAsync(Func<Task<Reply>> call)
    {
        var before = calls.Count;
        var reply = await call();
        return (reply.Status, calls.Count - before);
    }

    private static Task<Reply> AcceptAsync(HttpHarness app, string id, string? tag, string? key = null) =>
        FunctionCall.PostAsync(
            (r, c) => app.Operation<Accept>().Run(r, id, c),
            Given.RegistrarA,
            $"/api/contracts/{id}/accept",
            null,
            tag,
            key
        );

    private static async Task<Dictionary<string, System.Text.Json.Nodes.JsonNode?>> EventsAsync(
        HttpHarness app,
        string id,
        Caller caller
    ) =>
        (
            await FunctionCall.SendAsync(
                (r, c) => app.Operation<ReadHistory>().Run(r, id, c),
                caller,
                "GET",
                $"/api/contracts/{id}/history"
            )
        ).Json!["events"]!
            .AsArray()
            .ToDictionary(e => (string)e!["type"]!, e => e!["data"]);

    // C01 is submitted, another contract has the same text, and a registrar has confirmed that the seller is outside the zone.
    private async Task<(HttpHarness App, string Id, string Seller)> StartAsync()
    {
        var app = await HttpHarness.NewAsync(options => options.AddPolicy(calls, HttpPipelinePosition.PerRetry));
        var state = Given.Submitted();
        await app.PutAsync(Given.Submitted("C03") with { Attachments = state.Attachments });
        var id = await app.PutAsync(state);
        var seller = state.Content.Sellers[0].Uscc!;
        var known = new DirectoryParty
        {
            Uscc = seller,
            Zone = [new(false, Given.Today, "现场核对。", Given.RegistrarA.Subject, Given.Now)],
        };
        Assert.Null(
            (
                await app.Directory.CommitAsync(
                    await app.Directory.LoadAsync(seller),
                    new(known, new ZoneConfirmed(known.Zone[0])),
                    Given.RegistrarA,
                    null
                )
            ).Problem
        );
        return (app, id, seller);
    }

    private sealed class Calls : HttpPipelineSynchronousPolicy
    {
        private int count;

        public int Count => count;

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref count);
    }
}
