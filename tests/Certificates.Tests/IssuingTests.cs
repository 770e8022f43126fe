using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Requests;
using TechTransfer.Certificates.Signing;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Messages;
using TechTransfer.Pdf.Keys;
using TechTransfer.Storage;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.Certificates.Tests;

internal sealed class IssuingApp
{
    public static readonly CertificateSettings Settings = CertificateSettings.From(
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["PublicBaseUrl"] = "https://certificates.example",
                    ["VerificationSecret"] = Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()),
                }
            )
            .Build()
    );

    /// <summary>Folder of a certification authority made for this test run.</summary>
    public static readonly string AuthorityFolder = Directory.CreateTempSubdirectory("authority").FullName;

    public static readonly Dictionary<string, string?> SignatureSettings = MakeAuthority();

    private static Dictionary<string, string?> MakeAuthority()
    {
        LocalAuthority.Open(AuthorityFolder, "重庆高新区技术合同认定登记机构（示例）", TimeProvider.System).Dispose();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(AuthorityFolder, recursive: true);
        return new()
        {
            ["SignatureKeyFile"] = Path.Combine(AuthorityFolder, "signing.pfx"),
            ["SignatureAnchorsFile"] = Path.Combine(AuthorityFolder, "authority.crt"),
        };
    }

    public static CertificateSigner SignerOf(params (string Name, string? Value)[] more)
    {
        var values = new Dictionary<string, string?>(SignatureSettings);
        foreach (var (name, value) in more)
            values[name] = value;
        return CertificateSigner.From(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), TimeProvider.System);
    }

    private IssuingApp(AppStorage storage, CertificateSigner signer)
    {
        Signer = signer;
        Asides = new(storage, TimeProvider.System, NullLogger<SetAsides>.Instance);
        FinishCertificate = new(
            new(storage),
            new(storage),
            Settings,
            new(Settings, signer),
            Asides,
            TimeProvider.System,
            NullLogger<FinishCertificate>.Instance
        );
        Storage = storage;
        Numbers = new(storage);
        Documents = new(storage);
        CertificateStatuses = new(new(storage), new(storage), Asides);
        var services = new ServiceCollection().AddSingleton(CertificateStatuses).AddSingleton(FinishCertificate).BuildServiceProvider();
        Certificates = new(storage, CertificateSetup.Of(services), TimeProvider.System, NullLogger<AggregateStore<Certificate>>.Instance);
        IssueCertificates = new(Certificates, CertificateStatuses);
        Inbox = new(
            new(new(storage), new(Certificates, CertificateStatuses), CertificateWordings.Load()),
            IssueCertificates,
            new(new(storage)),
            new(storage)
        );
    }

    public AppStorage Storage { get; }
    public SetAsides Asides { get; }
    public CertificateSigner Signer { get; }
    public FinishCertificate FinishCertificate { get; }
    public NumberSeries Numbers { get; }
    public DocumentStore Documents { get; }
    public AggregateStore<Certificate> Certificates { get; }
    public CertificateStatuses CertificateStatuses { get; }
    public IssueCertificates IssueCertificates { get; }
    public Inbox Inbox { get; }

    public static async Task<IssuingApp> NewAsync(Action<ClientOptions>? configure = null, CertificateSigner? signer = null)
    {
        var app = await OpenAsync(TestStorage.NewName(), configure, signer);
        await app.Storage.CreateMissingAsync([QueueOf(app.Storage.App)]);
        return app;
    }

    /// <summary>
    /// Delivers messages in order, like the queue: one that fails or must wait for another is delivered again later, at most five times.
    /// </summary>
    public async Task DeliverAsync(params string[] messages)
    {
        var queue = new Queue<(string Message, int Attempt)>(messages.Select(m => (m, 1)));
        while (queue.TryDequeue(out var next))
        {
            try
            {
                if (await Inbox.ProcessAsync(Json.Read<Envelope>(next.Message), default) is { } awaited)
                    throw new InvalidOperationException($"waits for {awaited}");
            }
            catch (InvalidOperationException) when (next.Attempt < 5)
            {
                queue.Enqueue((next.Message, next.Attempt + 1));
            }
        }
    }

    public static string QueueOf(string name) => $"{name}-inbox";

    public static async Task<IssuingApp> OpenAsync(string name, Action<ClientOptions>? configure = null, CertificateSigner? signer = null)
    {
        var consumers = Topics.Consumers.ToDictionary(t => t.Key, _ => (IReadOnlyList<string>)[QueueOf(name)]);
        return new(await TestStorage.OpenAsync(name, configure, consumers), signer ?? SignerOf());
    }

    public static ContractRegistered Facts(string id = "case1", string title = "智能装配线视觉检测系统开发（虚构）") =>
        SampleMessages.Registered with
        {
            ContractId = id,
            Title = title,
        };

    public static string Message(ContractRegistered facts, long version = 7) =>
        Json.Write(
            new Envelope(
                $"case|{facts.ContractId}|{version}|{MessageNames.ContractRegistered}",
                MessageNames.ContractRegistered,
                facts.ContractId,
                version,
                new DateTimeOffset(2026, 11, 20, 16, 30, 0, TimeSpan.Zero),
                JsonSerializer.SerializeToElement(facts, Json.Options),
                null
            )
        );

    public static string Message(object body, string aggregate, long version) =>
        Json.Write(
            new Envelope(
                $"x|{aggregate}|{version}|{WireName.Of(body)}",
                WireName.Of(body),
                aggregate,
                version,
                new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero),
                JsonSerializer.SerializeToElement(body, body.GetType(), Json.Options),
                null
            )
        );

    public async Task<byte[]> FileAsync(Certificate certificate)
    {
        await using var stored =
            await Documents.OpenAsync(certificate.Key.Id, certificate.Sha256!) ?? throw new InvalidOperationException("The file is gone.");
        using var bytes = new MemoryStream();
        await stored.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    public async Task<Certificate> CertificateAsync(string contract = "case1", int edition = 1) =>
        (await Certificates.LoadAsync(new CertificateKey(RegistrationContent.Kind, contract, edition).Id)).State!;
}

public sealed class IssuingTests
{
    [Fact]
    public async Task A_registration_gets_one_certificate_however_often_its_message_arrives()
    {
        var app = await IssuingApp.NewAsync();
        var message = IssuingApp.Message(IssuingApp.Facts());

        var deliveries = Enumerable
            .Range(0, 4)
            .Select(async _ =>
            {
                // Parallel deliveries can conflict; the queue would deliver the failed ones again.
                for (var attempt = 0; attempt < 5; attempt++)
                {
                    try
                    {
                        await app.Inbox.Run(message.AsMessage(), default);
                        return;
                    }
                    catch (InvalidOperationException) when (attempt < 4) { }
                }
            });
        await Task.WhenAll(deliveries);
        var first = await app.CertificateAsync();
        await app.Inbox.Run(message.AsMessage(), default);

        Assert.Equal(CertificateStatus.Valid, first.Status);
        Assert.Equal("CQGX-2026-000001", first.Number);
        Assert.Equal(Json.Write(first), Json.Write(await app.CertificateAsync()));
        Assert.Equal("registration.case1.1", await app.Numbers.OwnerOfAsync("certificate|2026", 1));
        Assert.Null(await app.Numbers.OwnerOfAsync("certificate|2026", 2));
        Assert.Single((await new Lists(app.Storage).ReadAsync(CertificateLists.About("case1"), 10, null)).Value.Items);
        Assert.Equal(2, (await app.Certificates.ReadHistoryAsync("registration.case1.1")).Entries.Count);

        await using var stored = await app.Documents.OpenAsync("registration.case1.1", first.Sha256!);
        using var bytes = new MemoryStream();
        await stored!.CopyToAsync(bytes);
        Assert.Equal((first.Sha256, first.Size), (Ids.Sha256(bytes.ToArray()), bytes.Length));
    }

    [Fact]
    public async Task The_day_of_issue_is_the_events_day_in_China()
    {
        var app = await IssuingApp.NewAsync();
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default);
        // 16:30 UTC is half past midnight of the next day in China.
        Assert.Equal(new DateOnly(2026, 11, 21), (await app.CertificateAsync()).IssuedOn);
    }

    [Fact]
    public async Task What_broke_off_in_the_middle_comes_to_the_same_end_when_the_message_comes_again()
    {
        var breaks = new BreakingPolicy();
        var app = await IssuingApp.NewAsync(options => options.AddPolicy(breaks, HttpPipelinePosition.PerCall));
        breaks.On = uri => uri.Contains("-documents", StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => ReceiveAsync(app));
        Assert.Equal(CertificateStatus.Requested, (await app.CertificateAsync()).Status);

        breaks.On = _ => false;
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default);
        var certificate = await app.CertificateAsync();
        Assert.Equal((CertificateStatus.Valid, "CQGX-2026-000001"), (certificate.Status, certificate.Number));

        Assert.Null(await app.Numbers.OwnerOfAsync("certificate|2026", 2));
        // The verification code is the same as that of a certificate issued without interruption.
        var undisturbed = await IssuingApp.NewAsync();
        await undisturbed.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default);
        Assert.Equal((await undisturbed.CertificateAsync()).Code, certificate.Code);

        static async Task ReceiveAsync(IssuingApp app)
        {
            try
            {
                await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default);
            }
            catch (RequestFailedException failure)
            {
                throw new InvalidOperationException("as the host sees it: the message failed", failure);
            }
        }
    }

    [Fact]
    public async Task The_list_of_a_contract_whose_certificate_is_on_its_way_is_empty_and_says_so()
    {
        var breaks = new BreakingPolicy();
        var app = await IssuingApp.NewAsync(options => options.AddPolicy(breaks, HttpPipelinePosition.PerCall));
        breaks.On = uri => uri.Contains("-documents", StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default));
        breaks.On = _ => false;

        var page = await ListAsync("12500107MB0A1B0135");
        Assert.Equal((200, 0), (page.Status, page.Json!["items"]!.AsArray().Count));
        Assert.Contains("正在出具", (string?)page.Json["note"]!["zh"], StringComparison.Ordinal);
        // Another organisation gets 404, so it does not learn that the contract exists.
        Assert.Equal(404, (await ListAsync("91510100MA6CXXXX4Q")).Status);

        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default);
        page = await ListAsync("12500107MB0A1B0135");
        Assert.Single(page.Json!["items"]!.AsArray());
        Assert.Null(page.Json["note"]);

        Task<Reply> ListAsync(string organisation) =>
            FunctionCall.GetAsync(
                Lister(app),
                new("office", "科研院", new HashSet<Role> { Role.Office }, organisation),
                "/certificates?subject=case1"
            );
    }

    private static Func<HttpRequest, CancellationToken, Task<IResult>> Lister(IssuingApp app) =>
        new ListCertificates(new(app.Storage), new(app.Certificates, app.CertificateStatuses), new(new(app.Storage))).Run;

    [Fact]
    public async Task Between_submission_and_registration_the_list_has_the_application_form_and_says_what_follows()
    {
        var app = await IssuingApp.NewAsync();
        await app.DeliverAsync(IssuingApp.Message(CertificateSamples.Application with { CaseId = "case1" }, "case1", 2));

        var page = await ListAsync("12500107MB0A1B0135");
        Assert.Equal("applicationForm", (string?)Assert.Single(page.Json!["items"]!.AsArray())!["kind"]);
        Assert.Contains("办结后自动出具", (string?)page.Json["note"]!["zh"], StringComparison.Ordinal);
        Assert.Equal(404, (await ListAsync("91510100MA6CXXXX4Q")).Status);

        await app.DeliverAsync(IssuingApp.Message(IssuingApp.Facts()));
        page = await ListAsync("12500107MB0A1B0135");
        Assert.Equal(
            ["registration", "applicationForm"],
            page.Json!["items"]!.AsArray().Select(item => (string)item!["kind"]!).OrderDescending(StringComparer.Ordinal)
        );
        Assert.Null(page.Json["note"]);

        Task<Reply> ListAsync(string organisation) =>
            FunctionCall.GetAsync(
                Lister(app),
                new("office", "科研院", new HashSet<Role> { Role.Office }, organisation),
                "/certificates?subject=case1"
            );
    }

    [Theory]
    [InlineData("claim1", CertificatesExpected.Claim, Role.Finance, Role.Policy, Role.Auditor)]
    [InlineData("achievement1.g1", CertificatesExpected.Grant, Role.Auditor)]
    [InlineData("achievement1.d1", CertificatesExpected.Distribution, Role.Auditor)]
    public async Task The_list_of_a_thing_that_was_filed_is_empty_and_says_so_to_those_who_may_see_it(
        string subject,
        string of,
        params Role[] officials
    )
    {
        var app = await IssuingApp.NewAsync();
        const string own = "12500107MB0A1B0135";
        Assert.Equal(404, (await ListAsync(Role.Office, own)).Status);

        await app.DeliverAsync(IssuingApp.Message(new CertificatesExpected(subject, of, own), subject, 1));

        var page = await ListAsync(Role.Office, own);
        Assert.Equal((200, 0), (page.Status, page.Json!["items"]!.AsArray().Count));
        Assert.Contains("办结后自动出具", (string?)page.Json["note"]!["zh"], StringComparison.Ordinal);
        Assert.Equal(404, (await ListAsync(Role.Office, "91510100MA6CXXXX4Q")).Status);
        foreach (var role in (Role[])[Role.Registrar, Role.Approver, Role.Finance, Role.Policy, Role.Auditor])
            Assert.Equal(officials.Contains(role) ? 200 : 404, (await ListAsync(role, null)).Status);

        Task<Reply> ListAsync(Role role, string? organisation) =>
            FunctionCall.GetAsync(
                Lister(app),
                new("someone", "某人", new HashSet<Role> { role }, organisation),
                $"/certificates?subject={subject}"
            );
    }

    [Fact]
    public async Task Rare_characters_in_names_are_printed_and_unprintable_ones_stop_the_certificate()
    {
        var app = await IssuingApp.NewAsync();
        var rare = IssuingApp.Facts("rare", "龘㛃𠮷牌传感器开发（虚构）");
        await app.Inbox.Run(IssuingApp.Message(rare).AsMessage(), default);
        var certificate = await app.CertificateAsync("rare");
        var file = Path.GetTempFileName();
        await using (var stored = (await app.Documents.OpenAsync("registration.rare.1", certificate.Sha256!))!)
        await using (var copy = File.Create(file))
            await stored.CopyToAsync(copy);
        Assert.Contains("龘㛃𠮷牌传感器开发", (await Tool.RunAsync("pdftotext", file, "-")).Output, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task Many_parties_and_a_long_title_still_make_a_sound_certificate()
    {
        var many = IssuingApp.Facts() with
        {
            Title = string.Concat(Enumerable.Repeat("高可靠车规级碳化硅功率模块关键技术研究与产业化", 6)),
            Sellers =
            [
                .. Enumerable
                    .Range(1, 30)
                    .Select(i => new ContractParty("12500107MB0A1B0135", $"缙云理工大学第{i}研究所（虚构）", "022", "500107", "142", true)),
            ],
        };
        var pdf = new RegistrationContent(many).Render(
            new(
                "CQGX-2026-000001",
                1,
                DateTimeOffset.UnixEpoch,
                new("技术合同登记证明", "Certificate"),
                many.RegistrarOffice,
                "https://certificates.example/api/verify/x",
                "CODE0"
            )
        );
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, pdf);
        var checkedByQpdf = await Tool.RunAsync("qpdf", "--check", file);
        Assert.True(checkedByQpdf.Code == 0, checkedByQpdf.Output + checkedByQpdf.Errors);
        var text = (await Tool.RunAsync("pdftotext", file, "-")).Output;
        Assert.Contains("第30研究所", text, StringComparison.Ordinal);
        Assert.Contains("CODE0", text, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task An_issue_costs_what_the_cost_table_says()
    {
        var counting = new CountingPolicy();
        var app = await IssuingApp.NewAsync(options => options.AddPolicy(counting, HttpPipelinePosition.PerRetry));
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts("case0")).AsMessage(), default);
        counting.Count = 0;
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default);
        var table = await File.ReadAllTextAsync(Repository.PathOf("docs", "costs.md"));
        Assert.Equal(
            $"from a queue and answers nobody: {counting.Count} calls",
            System.Text.RegularExpressions.Regex.Match(table, "from a queue and answers nobody: [0-9]+ calls").Value
        );
    }

    private sealed class BreakingPolicy : HttpPipelineSynchronousPolicy
    {
        public Func<string, bool> On { get; set; } = _ => false;

        public override void OnSendingRequest(HttpMessage message)
        {
            if (On(message.Request.Uri.ToString()))
                throw new RequestFailedException(403, "broken for the test");
        }
    }

    private sealed class CountingPolicy : HttpPipelineSynchronousPolicy
    {
        private int count;

        public int Count
        {
            get => count;
            set => count = value;
        }

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref count);
    }
}
