using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Requests;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.Certificates.Tests;

/// <summary>Certificates that users request, as opposed to those issued on a message.</summary>
public sealed class RequestTests
{
    private static readonly Caller Registrar = new("registrar-a", "登记员", new HashSet<Role> { Role.Registrar }, null);
    private static readonly Caller Seller = new(
        "office-u1",
        "科研院",
        new HashSet<Role> { Role.Office },
        CertificateSamples.University.Uscc
    );
    private static readonly Caller Buyer = new("company-e1", "企业", new HashSet<Role> { Role.Company }, CertificateSamples.Company.Uscc);
    private static readonly Caller Stranger = new("company-e4", "他人", new HashSet<Role> { Role.Company }, "91510100MA6CXXXX4Q");
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);

    private static string Message(object body, string contract = "case1", long version = 7) =>
        Json.Write(
            new Envelope(
                $"case|{contract}|{version}|{WireName.Of(body)}",
                WireName.Of(body),
                contract,
                version,
                Start.AddDays(version),
                JsonSerializer.SerializeToElement(body, body.GetType(), Json.Options),
                null
            )
        );

    private static async Task<(IssuingApp App, CertificateRequests Requests)> RegisteredAsync(params ContractRegistered[] contracts)
    {
        var app = await IssuingApp.NewAsync();
        foreach (var contract in contracts)
            await app.Inbox.Run(Message(contract, contract.ContractId).AsMessage(), default);
        return (
            app,
            new(
                new(app.Certificates, app.CertificateStatuses),
                app.IssueCertificates,
                app.CertificateStatuses,
                app.Certificates,
                CertificateWordings.Load(),
                TimeProvider.System
            )
        );
    }

    [Theory]
    [InlineData(InformationSheetContent.Kind)]
    [InlineData(TaxReliefContent.Kind)]
    [InlineData(RegisteredListContent.Kind)]
    public async Task The_same_request_gives_the_same_certificate_until_the_contract_changes(string kind)
    {
        var (app, requests) = await RegisteredAsync(CertificateSamples.Contract);
        var first = (await requests.IssueAsync(new(kind, "case1"), Registrar, default)).Value;
        var again = (await requests.IssueAsync(new(kind, Subjects: ["case1"]), Registrar, default)).Value;

        Assert.True(first.IsNew);
        Assert.Equal(
            (false, first.Certificate.Number, first.Certificate.Sha256),
            (again.IsNew, again.Certificate.Number, again.Certificate.Sha256)
        );
        Assert.Equal((CertificateStatus.Valid, kind), (first.Certificate.Status, first.Certificate.Key.Kind));

        // A change of the contract supersedes the certificate, and the next request makes a new one.
        await app.Inbox.Run(Message(CertificateSamples.Change, version: 9).AsMessage(), default);
        var old = (await app.Certificates.LoadAsync(first.Certificate.Key.Id)).State!;
        Assert.Equal((CertificateStatus.Superseded, Start.AddDays(9)), (old.Status, old.Since));
        // A later message about the same change does not move the date on which the certificate was superseded.
        await app.Inbox.Run(Message(CertificateSamples.Change, version: 12).AsMessage(), default);
        Assert.Equal(Start.AddDays(9), (await app.Certificates.LoadAsync(first.Certificate.Key.Id)).State!.Since);
        var next = (await requests.IssueAsync(new(kind, "case1"), Registrar, default)).Value;
        Assert.NotEqual(first.Certificate.Number, next.Certificate.Number);
        Assert.Equal(CertificateStatus.Valid, next.Certificate.Status);

        await app.Inbox.Run(
            Message(
                    new ContractRevoked
                    {
                        ContractId = "case1",
                        Number = CertificateSamples.Contract.Number,
                        Edition = 2,
                        RevokedOn = new(2026, 12, 1),
                        Reason = "虚假材料。",
                    },
                    version: 20
                )
                .AsMessage(),
            default
        );
        Assert.Equal(CertificateStatus.Revoked, (await app.Certificates.LoadAsync(next.Certificate.Key.Id)).State!.Status);
        Assert.Equal(Catalogue.RegistrationNotInForce, (await requests.IssueAsync(new(kind, "case1"), Registrar, default)).Problem!.Kind);
    }

    [Fact]
    public async Task While_the_certificate_of_a_change_is_on_its_way_a_request_is_asked_to_come_again()
    {
        var (app, requests) = await RegisteredAsync(CertificateSamples.Contract);
        // Simulates a process that dies after it stored the request of the certificate and before the follow-up issued it.
        var halted = new AggregateStore<Certificate>(
            app.Storage,
            new("paper") { HoldsPersons = true, FollowUp = (_, _) => throw new InvalidOperationException("The process is gone.") },
            TimeProvider.System,
            NullLogger<AggregateStore<Certificate>>.Instance
        );
        var (key, at) = (new CertificateKey(RegistrationContent.Kind, "case1", 2), TimeProvider.System.GetUtcNow());
        await app.CertificateStatuses.RecordAsync(key, at, default);
        var due = FinishCertificate.Request(key, new RegistrationContent(CertificateSamples.Change.Contract), "event", at);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await halted.CommitAsync(await halted.LoadAsync(key.Id), due, Registrar, null)
        );

        var problem = (await requests.IssueAsync(new(InformationSheetContent.Kind, "case1"), Seller, default)).Problem!;
        Assert.Equal((Catalogue.NotYetKnown, 5), (problem.Kind, problem.RetryAfterSeconds));

        var time = new TestTime(at.AddMinutes(11));
        var asides = new SetAsides(app.Storage, time, NullLogger<SetAsides>.Instance);
        Assert.Equal(new Sweep(1, 0, 0), await new Sweeper(app.Storage, [app.Certificates], asides, [], time).RunAsync());
        Assert.Null((await requests.IssueAsync(new(InformationSheetContent.Kind, "case1"), Seller, default)).Problem);
    }

    [Fact]
    public async Task A_contract_whose_own_certificate_is_halted_has_its_sheet_with_the_code_point_in_the_title()
    {
        var (app, requests) = await RegisteredAsync(CertificateSamples.Contract with { Title = "\U00013000合同（虚构）" });
        Assert.Equal(CertificateStatus.Halted, (await app.CertificateAsync()).Status);

        var sheet = (await requests.IssueAsync(new(InformationSheetContent.Kind, "case1"), Seller, default)).Value.Certificate;
        Assert.Equal("\U00013000合同（虚构）", ((InformationSheetContent)sheet.Content).Contract.Title);
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, await app.FileAsync(sheet));
        Assert.Contains("〔U+13000〕合同", (await Tool.RunAsync("pdftotext", "-raw", file, "-")).Output, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task A_key_names_one_request_and_its_answer_stays()
    {
        var (app, requests) = await RegisteredAsync(CertificateSamples.Contract);
        var orders = new CertificateOrders(
            new(app.Storage, CertificateOrder.Setup, TimeProvider.System, NullLogger<AggregateStore<CertificateOrder>>.Instance),
            app.Certificates,
            requests
        );
        Task<Outcome<RequestedCertificate>> AskAsync(string key, RequestCertificateBody request, Caller? caller = null) =>
            orders.AnswerAsync(key, request, caller ?? Registrar, default);
        var sheet = new RequestCertificateBody(InformationSheetContent.Kind, "case1");

        Assert.Equal(Catalogue.NotFound, (await AskAsync("k1", sheet with { Subject = "nothing" })).Problem!.Kind);
        var first = (await AskAsync("k1", sheet)).Value;
        Assert.Equal(Catalogue.IdempotencyKeyReused, (await AskAsync("k1", new(TaxReliefContent.Kind, "case1"))).Problem!.Kind);
        Assert.Equal(2, (await app.CertificateStatuses.CertificatesOfAsync("case1", default)).Count);
        var again = (await AskAsync("k1", sheet)).Value;
        Assert.Equal((true, true, first.Certificate.Number), (first.IsNew, again.IsNew, again.Certificate.Number));
        Assert.False((await AskAsync("k2", sheet)).Value.IsNew);
        // The same key from another caller is a different request.
        Assert.Equal(first.Certificate.Number, (await AskAsync("k1", sheet, Seller)).Value.Certificate.Number);

        // A repeated request returns its own certificate, even when a newer one exists.
        await app.Inbox.Run(Message(CertificateSamples.Change, version: 9).AsMessage(), default);
        again = (await AskAsync("k1", sheet)).Value;
        Assert.Equal((first.Certificate.Number, CertificateStatus.Superseded), (again.Certificate.Number, again.Certificate.Status));
        Assert.NotEqual(first.Certificate.Number, (await AskAsync("k3", sheet)).Value.Certificate.Number);
    }

    [Fact]
    public async Task One_of_two_requests_under_one_key_at_once_is_refused()
    {
        var (app, requests) = await RegisteredAsync(CertificateSamples.Contract);
        var orders = new CertificateOrders(
            new(app.Storage, CertificateOrder.Setup, TimeProvider.System, NullLogger<AggregateStore<CertificateOrder>>.Instance),
            app.Certificates,
            requests
        );

        var answers = await Task.WhenAll(
            ((string[])[InformationSheetContent.Kind, TaxReliefContent.Kind]).Select(kind =>
                orders.AnswerAsync("k1", new(kind, "case1"), Registrar, default)
            )
        );

        Assert.Equal(Catalogue.IdempotencyKeyReused, Assert.Single(answers, a => a.Problem is not null).Problem!.Kind);
    }

    [Fact]
    public async Task A_request_for_a_reissued_certificate_gets_the_new_one()
    {
        var (app, requests) = await RegisteredAsync(CertificateSamples.Contract);
        var first = (await requests.IssueAsync(new(InformationSheetContent.Kind, "case1"), Seller, default)).Value.Certificate;
        var anew = (
            await app.IssueCertificates.IssueAsync(
                first.Key with
                {
                    Reissue = 1,
                },
                first.Content,
                "again",
                Start.AddDays(9),
                Registrar,
                default
            )
        ).State!;

        var given = (await requests.IssueAsync(new(InformationSheetContent.Kind, "case1"), Seller, default)).Value;
        Assert.Equal((false, anew.Number, CertificateStatus.Valid), (given.IsNew, given.Certificate.Number, given.Certificate.Status));
        Assert.NotEqual(first.Number, anew.Number);
    }

    [Fact]
    public async Task A_list_is_void_once_one_of_its_contracts_falls()
    {
        var (app, requests) = await RegisteredAsync([
            .. Enumerable
                .Range(1, 3)
                .Select(i => CertificateSamples.Contract with { ContractId = $"case{i}", Number = $"500001202600004{i}" }),
        ]);
        var list = (await requests.IssueAsync(new(RegisteredListContent.Kind, Subjects: ["case3", "case1", "case2"]), Seller, default))
            .Value
            .Certificate;
        Assert.Equal(
            ["5000012026000041", "5000012026000042", "5000012026000043"],
            ((RegisteredListContent)list.Content).Contracts.Select(c => c.Number)
        );
        // The same contracts in another order give the same list.
        Assert.Equal(
            list.Number,
            (await requests.IssueAsync(new(RegisteredListContent.Kind, Subjects: ["case1", "case2", "case3"]), Seller, default))
                .Value
                .Certificate
                .Number
        );

        await app.Inbox.Run(
            Message(
                    new ContractCancelled
                    {
                        ContractId = "case2",
                        Number = "5000012026000042",
                        Edition = 1,
                        CancelledOn = new(2026, 12, 1),
                        Reason = "解除。",
                    },
                    "case2",
                    20
                )
                .AsMessage(),
            default
        );

        Assert.Equal(CertificateStatus.Cancelled, (await app.Certificates.LoadAsync(list.Key.Id)).State!.Status);
        Assert.Equal(
            Catalogue.RegistrationNotInForce,
            (await requests.IssueAsync(new(RegisteredListContent.Kind, Subjects: ["case1", "case2"]), Seller, default)).Problem!.Kind
        );
    }

    [Fact]
    public async Task Large_contracts_and_others_do_not_stand_in_one_list()
    {
        var large = CertificateSamples.Contract with
        {
            ContractId = "case2",
            Number = "5000012026000043",
            ContractValue = Yuan.Of(12_800_000),
            TechnicalAmount = Yuan.Of(5_000_000),
        };
        var (_, requests) = await RegisteredAsync(CertificateSamples.Contract, large);

        var mixed = (await requests.IssueAsync(new(RegisteredListContent.Kind, Subjects: ["case1", "case2"]), Registrar, default)).Problem!;
        Assert.Equal(Catalogue.ListMixesLarge, mixed.Kind);
        Assert.StartsWith("技术交易额500万元及以上的合同", mixed.Message.Zh, StringComparison.Ordinal);
        Assert.StartsWith("Contracts with a technical amount of 5,000,000.00 yuan or more", mixed.Message.En, StringComparison.Ordinal);
        Assert.Equal(
            Catalogue.LargeListByRegistrar,
            (await requests.IssueAsync(new(RegisteredListContent.Kind, Subjects: ["case2"]), Seller, default)).Problem!.Kind
        );
        Assert.True(
            (
                (RegisteredListContent)
                    (await requests.IssueAsync(new(RegisteredListContent.Kind, Subjects: ["case2"]), Registrar, default))
                        .Value
                        .Certificate
                        .Content
            ).IsLarge
        );
    }

    [Fact]
    public async Task A_list_is_seen_only_by_who_is_a_party_to_all_of_it()
    {
        var other = CertificateSamples.Contract with
        {
            ContractId = "case2",
            Number = "5000012026000043",
            Buyers = [CertificateSamples.Company with { Uscc = Stranger.Organisation, Name = "成都锦江装备有限公司（虚构）" }],
        };
        var (_, requests) = await RegisteredAsync(CertificateSamples.Contract, other);

        var list = (await requests.IssueAsync(new(RegisteredListContent.Kind, Subjects: ["case1", "case2"]), Seller, default))
            .Value.Certificate.Content.Describe()
            .Access;
        Assert.True(list.Permits(Seller) && list.Permits(Registrar));
        Assert.False(list.Permits(Buyer) || list.Permits(Stranger));
        Assert.Equal(
            Catalogue.NotFound,
            (await requests.IssueAsync(new(RegisteredListContent.Kind, Subjects: ["case1", "case2"]), Buyer, default)).Problem!.Kind
        );
    }

    [Fact]
    public async Task Others_and_wrong_requests_are_refused_with_a_reason_and_nothing_is_issued()
    {
        var (app, requests) = await RegisteredAsync(CertificateSamples.Contract);
        async Task RefusedAsync(ProblemKind kind, string? path, RequestCertificateBody request, Caller caller)
        {
            var problem = (await requests.IssueAsync(request, caller, default)).Problem!;
            Assert.Equal(kind, problem.Kind);
            if (path is not null)
                Assert.Equal(path, Assert.Single(problem.Errors).Path);
        }

        await RefusedAsync(Catalogue.NotFound, "subject", new(InformationSheetContent.Kind, "case1"), Stranger);
        await RefusedAsync(Catalogue.NotFound, "subject", new(InformationSheetContent.Kind, "nothing"), Registrar);
        await RefusedAsync(Catalogue.NotFound, "subject", new(InformationSheetContent.Kind, "a/b?c#d"), Registrar);
        await RefusedAsync(Catalogue.NotAllowed, null, new(TaxReliefContent.Kind, "case1"), Seller);
        await RefusedAsync(Catalogue.InvalidValue, "kind", new(RegistrationContent.Kind, "case1"), Registrar);
        await RefusedAsync(Catalogue.InvalidValue, "kind", new("certificate", "case1"), Registrar);
        await RefusedAsync(Catalogue.InvalidValue, "subjects", new(InformationSheetContent.Kind), Registrar);
        await RefusedAsync(Catalogue.InvalidValue, "subjects", new(InformationSheetContent.Kind, Subjects: ["case1", "case2"]), Registrar);
        await RefusedAsync(Catalogue.InvalidValue, "subjects", new(RegisteredListContent.Kind, Subjects: ["case1", "case1"]), Registrar);
        await RefusedAsync(
            Catalogue.InvalidValue,
            "subjects",
            new(RegisteredListContent.Kind, Subjects: [.. Enumerable.Range(0, 201).Select(i => $"case{i}")]),
            Registrar
        );
        Assert.Single(await app.CertificateStatuses.CertificatesOfAsync("case1", default));
        Assert.Null(await app.Numbers.OwnerOfAsync("certificate|2026", 2));
    }

    [Fact]
    public async Task An_opinion_names_the_rules_in_force_from_signing_to_the_end_of_the_contract()
    {
        var earlier = CertificateSamples.Contract with { ContractId = "case2", Number = "5000012026000043", SignedOn = new(2025, 12, 30) };
        var consulting = CertificateSamples.Contract with
        {
            ContractId = "case3",
            Number = "5000012026000044",
            Kind = "C1",
            KindName = new("可行性论证", "feasibility study"),
        };
        var (_, requests) = await RegisteredAsync(CertificateSamples.Contract, earlier, consulting);
        async Task<IReadOnlyList<string>> ReliefsAsync(string subject) =>
            [
                .. (
                    (TaxReliefContent)
                        (await requests.IssueAsync(new(TaxReliefContent.Kind, subject), Registrar, default)).Value.Certificate.Content
                ).Reliefs.Select(r => r.Id),
            ];

        Assert.Equal(["vat-2026", "rd-2018"], await ReliefsAsync("case1"));
        Assert.Equal(["vat-2016", "vat-2026", "rd-2018"], await ReliefsAsync("case2"));
        Assert.Empty(await ReliefsAsync("case3"));
    }
}
