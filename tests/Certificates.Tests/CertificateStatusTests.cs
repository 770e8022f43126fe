using System.Text.Json;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.Testing.Apps;

namespace TechTransfer.Certificates.Tests;

/// <summary>The status of certificates after their contract is changed, cancelled or revoked, in any order of the messages.</summary>
public sealed class CertificateStatusTests
{
    private static readonly ContractRegistered First = IssuingApp.Facts();
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);

    private static string Message(object body, long version) =>
        Json.Write(
            new Envelope(
                $"case|case1|{version}|{WireName.Of(body)}",
                WireName.Of(body),
                "case1",
                version,
                Start.AddDays(version),
                JsonSerializer.SerializeToElement(body, body.GetType(), Json.Options),
                null
            )
        );

    private static readonly string Registered = Message(First, 7);
    private static readonly string Changed = Message(
        new ContractChanged
        {
            Contract = First with { TechnicalAmount = Yuan.Of(910_000) },
            Edition = 2,
            ChangedOn = new(2026, 11, 25),
            ClericalSlip = false,
        },
        12
    );
    private static readonly string ChangedAgain = Message(
        new ContractChanged
        {
            Contract = First with { Title = "更正后的名称（虚构）" },
            Edition = 3,
            ChangedOn = new(2026, 11, 26),
            ClericalSlip = true,
        },
        13
    );
    private static readonly string Cancelled = Message(
        new ContractCancelled
        {
            ContractId = "case1",
            Number = First.Number,
            Edition = 1,
            CancelledOn = new(2026, 12, 1),
            Reason = "解除。",
        },
        20
    );
    private static readonly string RevokedLater = Message(
        new ContractRevoked
        {
            ContractId = "case1",
            Number = First.Number,
            Edition = 3,
            RevokedOn = new(2026, 12, 1),
            Reason = "虚假材料。",
        },
        20
    );

    private static async Task<IssuingApp> AfterAsync(params string[] messages)
    {
        var app = await IssuingApp.NewAsync();
        await app.DeliverAsync(messages);
        return app;
    }

    [Fact]
    public async Task A_cancelled_contract_has_a_cancelled_certificate_since_then()
    {
        var certificate = await (await AfterAsync(Registered, Cancelled)).CertificateAsync();

        Assert.Equal((CertificateStatus.Cancelled, Start.AddDays(20)), (certificate.Status, certificate.Since));
    }

    [Fact]
    public async Task A_cancellation_that_overtakes_the_registration_holds_and_the_certificate_is_still_issued_once()
    {
        var app = await AfterAsync(Cancelled, Registered, Registered, Cancelled);
        var certificate = await app.CertificateAsync();

        Assert.Equal(
            (CertificateStatus.Cancelled, Start.AddDays(20), "CQGX-2026-000001"),
            (certificate.Status, certificate.Since, certificate.Number)
        );
        Assert.Equal(3, (await app.Certificates.ReadHistoryAsync("registration.case1.1")).Entries.Count);
    }

    [Fact]
    public async Task A_change_makes_a_second_edition_and_supersedes_the_first()
    {
        var app = await AfterAsync(Registered, Changed);
        var (first, second) = (await app.CertificateAsync(), await app.CertificateAsync(edition: 2));

        Assert.Equal((CertificateStatus.Superseded, Start.AddDays(12)), (first.Status, first.Since));
        Assert.Equal(
            (CertificateStatus.Valid, 2, Yuan.Of(910_000)),
            (second.Status, second.Key.Edition, ((RegistrationContent)second.Content).Contract.TechnicalAmount)
        );
        Assert.NotEqual(first.Number, second.Number);
        Assert.NotEqual(first.Sha256, second.Sha256);
        Assert.Equal(second.Key, (await app.CertificateStatuses.NewestAsync(first.Key, default))!.Key);
    }

    public static TheoryData<int[]> Orders
    {
        get
        {
            var orders = new TheoryData<int[]>();
            foreach (var order in Permutations([0, 1, 2, 3]))
                orders.Add(order);
            return orders;
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task In_every_order_the_same_certificates_come_to_the_same_end(int[] order)
    {
        string[] messages = [Registered, Changed, ChangedAgain, RevokedLater];

        var app = await AfterAsync([.. order.Select(i => messages[i])]);

        Certificate[] certificates =
        [
            await app.CertificateAsync(),
            await app.CertificateAsync(edition: 2),
            await app.CertificateAsync(edition: 3),
        ];
        Assert.Equal(
            [
                (CertificateStatus.Superseded, Start.AddDays(12)),
                (CertificateStatus.Superseded, Start.AddDays(13)),
                (CertificateStatus.Revoked, Start.AddDays(20)),
            ],
            certificates.Select(p => (p.Status, p.Since))
        );
        // Both changes and the revocation also get one notice each, and the numbers have no gap.
        var lines = await app.CertificateStatuses.CertificatesOfAsync("case1", default);
        Assert.Equal(
            [
                "cancellationNotice.case1.1",
                "changeNotice.case1.edition2.1",
                "changeNotice.case1.edition3.1",
                "registration.case1.1",
                "registration.case1.2",
                "registration.case1.3",
            ],
            lines.Select(l => l.Key.Id).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            Enumerable.Range(1, 6),
            lines.Select(l => int.Parse(l.Summary.Number![^6..], System.Globalization.CultureInfo.InvariantCulture)).Order()
        );
        Assert.All(lines.Where(l => l.Key.Kind != RegistrationContent.Kind), l => Assert.Equal(CertificateStatus.Valid, l.Summary.Status));
        Assert.Equal("虚假材料。", certificates[2].Remarks);
    }

    private static IEnumerable<int[]> Permutations(int[] items) =>
        items.Length == 0
            ?
            [
                [],
            ]
            : items.SelectMany(i => Permutations([.. items.Where(j => j != i)]), (i, rest) => (int[])[i, .. rest]);

    [Fact]
    public async Task A_message_may_ask_for_several_certificates_and_each_is_issued_once()
    {
        var app = await IssuingApp.NewAsync();
        var plan = new IssuePlan(
            [.. Enumerable.Range(1, 3).Select(i => new DueCertificate("achievement1.d1", 1, new RegistrationContent(First), $"person{i}"))],
            []
        );

        await app.IssueCertificates.CarryOutAsync(plan, "event", 3, Start, default);
        await app.IssueCertificates.CarryOutAsync(plan, "event", 3, Start, default);

        var lines = await app.CertificateStatuses.CertificatesOfAsync("achievement1.d1", default);
        Assert.Equal(["person1", "person2", "person3"], lines.Select(l => l.Key.Part).Order());
        Assert.Equal(3, lines.Select(l => l.Summary.Number).Distinct().Count());
        Assert.Null(await app.Numbers.OwnerOfAsync("certificate|2026", 4));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Certificate_based_on_a_revoked_contract_is_revoked_in_any_message_order(bool endFirst)
    {
        var app = await IssuingApp.NewAsync();
        // A certificate with another subject than the contract it is based on, like a list of registered contracts.
        var list = new IssuePlan([new("list1", 1, new RegistrationContent(First))], []);
        await app.DeliverAsync(Registered, Changed, ChangedAgain);
        if (!endFirst)
            await app.IssueCertificates.CarryOutAsync(list, "event", 1, Start, default);
        await app.Inbox.Run(RevokedLater.AsMessage(), default);
        if (endFirst)
            await app.IssueCertificates.CarryOutAsync(list, "event", 1, Start, default);

        var certificate = await app.CertificateAsync("list1");
        Assert.Equal((CertificateStatus.Revoked, Start.AddDays(20)), (certificate.Status, certificate.Since));
    }

    [Fact]
    public async Task A_reissued_certificate_supersedes_the_first_and_a_later_edition_supersedes_both()
    {
        var app = await AfterAsync(Registered);
        await app.IssueCertificates.IssueAsync(
            (await app.CertificateAsync()).Key with
            {
                Reissue = 1,
            },
            new RegistrationContent(First),
            "again",
            Start.AddDays(9),
            new("x", "x", new HashSet<Role>(), null),
            default
        );
        await app.Inbox.Run(Changed.AsMessage(), default);

        Assert.Equal((CertificateStatus.Superseded, Start.AddDays(9)), await Stand("registration.case1.1"));
        Assert.Equal((CertificateStatus.Superseded, Start.AddDays(12)), await Stand("registration.case1.1.r1"));
        Assert.Equal(CertificateStatus.Valid, (await app.CertificateAsync(edition: 2)).Status);

        async Task<(CertificateStatus, DateTimeOffset)> Stand(string id) =>
            (await app.Certificates.LoadAsync(id)).State is { } certificate ? (certificate.Status, certificate.Since) : default;
    }

    [Fact]
    public void A_persons_certificate_is_seen_by_the_transfer_office_alone()
    {
        var access = new Access([], ["12500107MB0A1B0135"], OfficeOnly: true);
        Assert.True(access.Permits(Acting(Role.Office, "12500107MB0A1B0135")));
        Assert.False(access.Permits(Acting(Role.Company, "12500107MB0A1B0135")));
        Assert.False(access.Permits(Acting(Role.Office, "91500106MA5XUA015P")));
        Assert.False(access.Permits(Acting(Role.Auditor, null)));

        static Caller Acting(Role role, string? organisation) => new("x", "x", new HashSet<Role> { role }, organisation);
    }

    [Fact]
    public async Task An_unknown_message_is_not_passed_over() =>
        await Assert.ThrowsAsync<Failure>(() => AfterAsync(Message(new Nothing(), 1)));

    [WireName("Nothing")]
    private sealed record Nothing;
}
