using System.Text.Json;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.Certificates.Tests;

/// <summary>Which certificates each message leads to: each is issued once, whatever the order and number of deliveries.</summary>
public sealed class PlanTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);

    private static string Message(object body, string aggregate, long version) =>
        Json.Write(
            new Envelope(
                $"x|{aggregate}|{version}|{WireName.Of(body)}",
                WireName.Of(body),
                aggregate,
                version,
                Start.AddDays(version),
                JsonSerializer.SerializeToElement(body, body.GetType(), Json.Options),
                null
            )
        );

    private static readonly ApplicationSubmitted Application = CertificateSamples.Application with { CaseId = "case1" };
    private static readonly string Applied = Message(Application, "case1", 1);
    private static readonly string AppliedAgain = Message(Application with { Submission = 2 }, "case1", 3);
    private static readonly string AppliedForChange = Message(
        Application with
        {
            Submission = 3,
            Number = CertificateSamples.Contract.Number,
        },
        "case1",
        9
    );
    private static readonly string Registered = Message(CertificateSamples.Contract, "case1", 7);
    private static readonly string Corrected = Message(CertificateSamples.Correction, "case1", 2);
    private static readonly string CorrectedAgain = Message(CertificateSamples.Correction with { Round = 2 }, "case1", 4);
    private static readonly string Refused = Message(CertificateSamples.Refusal, "case1", 5);
    private static readonly string Lifted = Message(new RefusalLifted("case1", 1), "case1", 6);
    private static readonly string RefusedAgain = Message(CertificateSamples.Refusal with { Round = 2 }, "case1", 7);

    private static readonly ReceiptConfirmed Receipt = new()
    {
        ReceiptId = "receipt1",
        Payee = new(CertificateSamples.University.Uscc, CertificateSamples.University.Name),
        Payer = new(CertificateSamples.Company.Uscc, CertificateSamples.Company.Name),
        ReceivedOn = new(2026, 11, 18),
        Year = 2026,
        Amount = Yuan.Of(580_000),
        Allocations =
        [
            new("case1", Yuan.Of(480_000), Yuan.Of(384_000)),
            new("past1", Yuan.Of(60_000), Yuan.Of(60_000), Historical: true),
            new("open1", Yuan.Of(40_000), TechnicalAmount: null),
        ],
        Refunds = [],
    };

    private static readonly string Confirmed = Message(Receipt, "receipt1", 3);
    private static readonly string Refunded = Message(
        new ReceiptRefunded
        {
            ReceiptId = "receipt1",
            Payee = Receipt.Payee,
            Payer = Receipt.Payer,
            ReceivedOn = Receipt.ReceivedOn,
            Year = 2026,
            Amount = Receipt.Amount,
            Allocations = Receipt.Allocations,
            Refunds = [new(new(2026, 12, 1), 2026, Yuan.Of(48_000), [new("case1", Yuan.Of(48_000), Yuan.Of(38_400))])],
        },
        "receipt1",
        5
    );

    private static readonly RewardClawbackContent Clawback = (RewardClawbackContent)CertificateSamples.All["rewardClawback"];
    private static readonly string RewardPublished = Message(
        ((RewardNoticeContent)CertificateSamples.All["rewardNotice"]).Notice,
        "claim1",
        4
    );
    private static readonly string RewardDecided = Message(CertificateSamples.Reward, "claim1", 6);
    private static readonly string RewardTakenBack = Message(Clawback.Clawback, "claim1", 9);

    private static readonly string GrantPublished = Message(
        ((GrantNoticeContent)CertificateSamples.All["grantNotice"]).Notice,
        "achievement1.g1",
        3
    );
    private static readonly string GrantAgreed = Message(
        ((AgreementContent)CertificateSamples.All["agreementSummary"]).Agreement,
        "achievement1.g1",
        5
    );
    private static readonly string GrantInForce = Message(CertificateSamples.InForce, "achievement1.g1", 6);
    private static readonly string GrantExtended = Message(
        CertificateSamples.InForce with
        {
            Grant = CertificateSamples.Grant with { Edition = 2, EndsOn = new(2041, 11, 19) },
        },
        "achievement1.g1",
        8
    );
    private static readonly string GrantTakenBack = Message(
        new GrantEnded
        {
            Grant = CertificateSamples.Grant with { Edition = 2 },
            Outcome = "takenBack",
            On = new(2027, 12, 1),
            Reason = new("一年内未实施转化。", "Not converted within a year."),
        },
        "achievement1.g1",
        12
    );

    private static readonly string DistributionPublished = Message(
        ((DistributionNoticeContent)CertificateSamples.All["distributionNotice"]).Notice,
        "achievement1.d1",
        2
    );
    private static readonly string DistributionDecided = Message(CertificateSamples.Approved, "achievement1.d1", 4);
    private static readonly string DistributionTakenBack = Message(
        new DistributionClawedBack
        {
            Distribution = CertificateSamples.Distribution with
            {
                Edition = 2,
                Income = Yuan.Zero,
                NetIncome = Yuan.Zero,
                Pool = Yuan.Zero,
                Awards = [.. CertificateSamples.Distribution.Awards.Select(a => a with { Amount = Yuan.Zero })],
            },
            On = new(2027, 1, 5),
            Reason = new("合同被撤销登记。", "Its contract was revoked."),
        },
        "achievement1.d1",
        7
    );

    /// <summary>Each case: the subject, its messages, and the certificates expected in the end with their statuses.</summary>
    public static TheoryData<string, string[], string[]> Stories =>
        new()
        {
            {
                "case1",
                [Applied, AppliedAgain, AppliedForChange],
                ["applicationForm.case1.1 superseded", "applicationForm.case1.2 valid", "applicationForm.case1.change.3 valid"]
            },
            { "case1", [Corrected, CorrectedAgain], ["correctionNotice.case1.round1.1 valid", "correctionNotice.case1.round2.1 valid"] },
            { "case1", [Refused, Lifted, RefusedAgain], ["refusalNotice.case1.round1.1 cancelled", "refusalNotice.case1.round2.1 valid"] },
            {
                "case1",
                [Registered, Confirmed, Refunded],
                ["incomeAssessment.case1.receipt1.1 superseded", "incomeAssessment.case1.receipt1.2 valid", "registration.case1.1 valid"]
            },
            {
                "claim1",
                [RewardPublished, RewardDecided, RewardTakenBack],
                ["publicNotice.claim1.1 valid", "rewardDecision.claim1.1 superseded", "rewardDecision.claim1.2 valid"]
            },
            {
                "achievement1.g1",
                [GrantPublished, GrantAgreed, GrantInForce, GrantExtended, GrantTakenBack],
                [
                    "agreementSummary.achievement1.g1.1 revoked",
                    "grant.achievement1.g1.1 superseded",
                    "grant.achievement1.g1.2 revoked",
                    "publicNotice.achievement1.g1.1 valid",
                ]
            },
            {
                "achievement1.d1",
                [DistributionPublished, DistributionDecided, DistributionTakenBack],
                [
                    "distributionStatement.achievement1.d1.person1.1 superseded",
                    "distributionStatement.achievement1.d1.person1.2 valid",
                    "distributionStatement.achievement1.d1.person2.1 superseded",
                    "distributionStatement.achievement1.d1.person2.2 valid",
                    "publicNotice.achievement1.d1.1 valid",
                ]
            },
        };

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Messages_in_any_order_and_repeated_lead_to_the_same_certificates(
        string subject,
        string[] messages,
        string[] certificates
    )
    {
        foreach (var order in (IEnumerable<string>[])[messages, messages.Reverse(), [.. messages, .. messages]])
        {
            var app = await IssuingApp.NewAsync();
            await app.DeliverAsync([.. order]);

            var lines = await app.CertificateStatuses.CertificatesOfAsync(subject, default);
            Assert.Equal(
                certificates,
                lines.Select(l => $"{l.Key.Id} {Json.Write(l.Summary.Status).Trim('"')}").Order(StringComparer.Ordinal)
            );
            Assert.Equal(certificates.Length, lines.Select(l => l.Summary.Number).Distinct().Count());
            Assert.Null(await app.Numbers.OwnerOfAsync("certificate|2026", certificates.Length + 1));
        }
    }

    [Fact]
    public async Task A_sheet_waits_for_the_registration_and_takes_its_facts()
    {
        var app = await IssuingApp.NewAsync();
        Assert.Equal("the registration of case1", await app.Inbox.ProcessAsync(Json.Read<Envelope>(Confirmed), default));

        await app.DeliverAsync(Registered, Confirmed, Refunded);
        var first = (IncomeContent)(await app.Certificates.LoadAsync("incomeAssessment.case1.receipt1.1")).State!.Content;
        var second = (IncomeContent)(await app.Certificates.LoadAsync("incomeAssessment.case1.receipt1.2")).State!.Content;
        Assert.Equal(
            (CertificateSamples.Contract.Number, Yuan.Of(480_000), Yuan.Zero, Yuan.Of(384_000)),
            (first.Contract.Number, first.Received, first.Refunded, first.TechnicalIncome)
        );
        Assert.Equal((Yuan.Of(480_000), Yuan.Of(48_000), Yuan.Of(345_600)), (second.Received, second.Refunded, second.TechnicalIncome));
    }

    [Fact]
    public async Task Message_that_comes_before_what_it_needs_says_what_is_missing()
    {
        var app = await IssuingApp.NewAsync();
        var early = await Assert.ThrowsAsync<NotYetException>(() => app.Inbox.Run(Confirmed.AsMessage(), default));
        Assert.Contains("the registration of case1", early.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revocation_revokes_information_sheets_even_when_its_message_arrives_first()
    {
        var revoked = Message(
            new ContractRevoked
            {
                ContractId = "case1",
                Number = CertificateSamples.Contract.Number,
                Edition = 1,
                RevokedOn = new(2026, 12, 1),
                Reason = "虚假材料。",
            },
            "case1",
            20
        );
        foreach (
            var order in (string[][])
                [
                    [Registered, Confirmed, revoked],
                    [revoked, Confirmed, Registered],
                ]
        )
        {
            var app = await IssuingApp.NewAsync();
            await app.DeliverAsync(order);
            Assert.Equal(
                ["cancellationNotice.case1.1 valid", "incomeAssessment.case1.receipt1.1 revoked", "registration.case1.1 revoked"],
                (await app.CertificateStatuses.CertificatesOfAsync("case1", default))
                    .Select(l => $"{l.Key.Id} {Json.Write(l.Summary.Status).Trim('"')}")
                    .Order(StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public async Task Every_message_that_the_queue_gets_has_a_plan()
    {
        var app = await IssuingApp.NewAsync();
        foreach (var type in Topics.Consumers.Where(t => t.Value.Contains(Topics.CertificatesInbox)).Select(t => t.Key))
        {
            var message = Json.Write(new Envelope($"x|y|1|{type}", type, "y", 1, Start, JsonSerializer.SerializeToElement(new { }), null));
            var failed = await Record.ExceptionAsync(() => app.Inbox.Run(message.AsMessage(), default));
            Assert.DoesNotContain("No paper is issued", failed?.Message ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Names_of_persons_are_kept_encrypted_and_still_printed()
    {
        var app = await IssuingApp.NewAsync();
        await app.DeliverAsync(DistributionDecided, GrantInForce);
        foreach (var id in (string[])["distributionStatement.achievement1.d1.person1.1", "grant.achievement1.g1.1"])
        {
            var history = Json.Write(await app.Certificates.ReadHistoryAsync(id));
            Assert.DoesNotContain("甄一", history, StringComparison.Ordinal);
            Assert.Contains("甄一", Json.Write((await app.Certificates.LoadAsync(id)).State!.Content), StringComparison.Ordinal);
        }
        var statement = (await app.Certificates.LoadAsync("distributionStatement.achievement1.d1.person2.1")).State!;
        var file = Path.GetTempFileName();
        await using (var stored = (await app.Documents.OpenAsync("distributionStatement.achievement1.d1.person2.1", statement.Sha256!))!)
        await using (var copy = File.Create(file))
            await stored.CopyToAsync(copy);
        var text = (await Tool.RunAsync("pdftotext", file, "-")).Output;
        File.Delete(file);
        Assert.Contains("𠮷二（虚构）", text, StringComparison.Ordinal);
        Assert.DoesNotContain("甄一", text, StringComparison.Ordinal);
    }
}
