using System.Text.Json;
using TechTransfer.Certificates.Papers;
using TechTransfer.Kernel;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Tests;

/// <summary>What becomes of certificates when their contract is changed, cancelled or revoked, in whatever order the messages arrive.</summary>
public sealed class StandingTests
{
    private static readonly ContractRegistered First = IssuingApp.Facts();
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);

    private static string Message(object body, long version) => Json.Write(new Envelope($"case|case1|{version}|{body.GetType().Name}", body.GetType().Name, "case1", version, Start.AddDays(version),
        JsonSerializer.SerializeToElement(body, body.GetType(), Json.Options), null));

    private static readonly string Registered = Message(First, 7);
    private static readonly string Changed = Message(new ContractChanged { Contract = First with { TechnicalAmount = Yuan.Of(910_000) }, Edition = 2, ChangedOn = new(2026, 11, 25), ClericalSlip = false }, 12);
    private static readonly string ChangedAgain = Message(new ContractChanged { Contract = First with { Title = "更正后的名称（虚构）" }, Edition = 3, ChangedOn = new(2026, 11, 26), ClericalSlip = true }, 13);
    private static readonly string Cancelled = Message(new ContractCancelled { ContractId = "case1", Number = First.Number, Edition = 1, CancelledOn = new(2026, 12, 1), Reason = "解除。" }, 20);
    private static readonly string RevokedLater = Message(new ContractRevoked { ContractId = "case1", Number = First.Number, Edition = 3, RevokedOn = new(2026, 12, 1), Reason = "虚假材料。" }, 20);

    private static async Task<IssuingApp> AfterAsync(params string[] messages)
    {
        var app = await IssuingApp.NewAsync();
        foreach (var message in messages) await app.Inbox.Receive(message, default);
        return app;
    }

    [Fact]
    public async Task A_cancelled_contract_has_a_cancelled_certificate_since_then()
    {
        var paper = await (await AfterAsync(Registered, Cancelled)).PaperAsync();

        Assert.Equal((PaperStatus.Cancelled, Start.AddDays(20)), (paper.Status, paper.Since));
    }

    [Fact]
    public async Task A_cancellation_that_overtakes_the_registration_holds_and_the_paper_is_still_issued_once()
    {
        var app = await AfterAsync(Cancelled, Registered, Registered, Cancelled);
        var paper = await app.PaperAsync();

        Assert.Equal((PaperStatus.Cancelled, Start.AddDays(20), "CQGX-2026-000001"), (paper.Status, paper.Since, paper.Number));
        Assert.Equal(3, (await app.Papers.ReadHistoryAsync("registration.case1.1")).Entries.Count);
    }

    [Fact]
    public async Task A_change_makes_a_second_edition_and_supersedes_the_first()
    {
        var app = await AfterAsync(Registered, Changed);
        var (first, second) = (await app.PaperAsync(), await app.PaperAsync(edition: 2));

        Assert.Equal((PaperStatus.Superseded, Start.AddDays(12)), (first.Status, first.Since));
        Assert.Equal((PaperStatus.Valid, 2, Yuan.Of(910_000)), (second.Status, second.Edition, second.Facts.TechnicalAmount));
        Assert.NotEqual(first.Number, second.Number);
        Assert.NotEqual(first.Sha256, second.Sha256);
        Assert.Equal(2, (await app.Standings.FindAsync("case1", default))!.Edition);
    }

    public static TheoryData<int[]> Orders
    {
        get
        {
            var orders = new TheoryData<int[]>();
            foreach (var order in Permutations([0, 1, 2, 3])) orders.Add(order);
            return orders;
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task In_every_order_the_same_papers_come_to_the_same_end(int[] order)
    {
        string[] messages = [Registered, Changed, ChangedAgain, RevokedLater];

        var app = await AfterAsync([.. order.Select(i => messages[i])]);

        Paper[] papers = [await app.PaperAsync(), await app.PaperAsync(edition: 2), await app.PaperAsync(edition: 3)];
        Assert.Equal([PaperStatus.Superseded, PaperStatus.Superseded, PaperStatus.Revoked], papers.Select(p => p.Status));
    }

    private static IEnumerable<int[]> Permutations(int[] items) =>
        items.Length == 0 ? [[]] : items.SelectMany(i => Permutations([.. items.Where(j => j != i)]), (i, rest) => (int[])[i, .. rest]);

    [Fact]
    public async Task An_unknown_message_is_not_passed_over() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => AfterAsync(Message(new { Nothing = 1 }, 1)));
}
