using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Papers;
using TechTransfer.Certificates.Signing;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Pdf.Keys;
using TechTransfer.Storage;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.Certificates.Tests;

/// <summary>The app's own parts on a real store of random names.</summary>
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

    /// <summary>An authority of this test run.</summary>
    public static readonly string AuthorityFolder = Directory.CreateTempSubdirectory("authority").FullName;

    public static readonly Dictionary<string, string?> SignatureSettings = MakeAuthority();

    private static Dictionary<string, string?> MakeAuthority()
    {
        LocalAuthority.Open(AuthorityFolder, "重庆高新区技术合同认定登记机构（样例）", TimeProvider.System).Dispose();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(AuthorityFolder, recursive: true);
        return new()
        {
            ["SignatureKeyFile"] = Path.Combine(AuthorityFolder, "signing.pfx"),
            ["SignatureAnchorsFile"] = Path.Combine(AuthorityFolder, "authority.crt"),
        };
    }

    public static PaperSigner SignerOf(params (string Name, string? Value)[] more)
    {
        var values = new Dictionary<string, string?>(SignatureSettings);
        foreach (var (name, value) in more)
            values[name] = value;
        return PaperSigner.From(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), TimeProvider.System);
    }

    private IssuingApp(AppStorage storage, PaperSigner signer)
    {
        Signer = signer;
        Issue = new(new(storage), new(storage), Settings, new(Settings, signer), TimeProvider.System, NullLogger<Issue>.Instance);
        Storage = storage;
        Asides = new(storage, TimeProvider.System, NullLogger<SetAsides>.Instance);
        Numbers = new(storage);
        Documents = new(storage);
        Standings = new(new(storage), new(storage));
        var services = new ServiceCollection().AddSingleton(Standings).AddSingleton(Issue).BuildServiceProvider();
        Papers = new(storage, PaperKind.Of(services), TimeProvider.System, NullLogger<AggregateStore<Paper>>.Instance);
        Issuing = new(Papers, Standings);
        Inbox = new(new(new(storage), new(Papers, Standings), PaperWordings.Load()), Issuing, new(storage), TimeProvider.System);
    }

    public AppStorage Storage { get; }
    public SetAsides Asides { get; }
    public PaperSigner Signer { get; }
    public Issue Issue { get; }
    public NumberSeries Numbers { get; }
    public DocumentStore Documents { get; }
    public AggregateStore<Paper> Papers { get; }
    public Standings Standings { get; }
    public Issuing Issuing { get; }
    public Inbox Inbox { get; }

    public static async Task<IssuingApp> NewAsync(Action<ClientOptions>? configure = null, PaperSigner? signer = null)
    {
        var app = await OpenAsync(TestStorage.NewName(), configure, signer);
        await app.Storage.CreateMissingAsync([QueueOf(app.Storage.App)]);
        return app;
    }

    /// <summary>Delivers messages in their order, as the queue does: one that fails or waits for another comes again behind the others,
    /// five times at most.</summary>
    public async Task DeliverAsync(params string[] messages)
    {
        var queue = new Queue<(string Message, int Attempt)>(messages.Select(m => (m, 1)));
        while (queue.TryDequeue(out var next))
        {
            try
            {
                if (await Inbox.TakeAsync(Json.Read<Envelope>(next.Message), default) is { } awaited)
                    throw new InvalidOperationException($"waits for {awaited}");
            }
            catch (InvalidOperationException) when (next.Attempt < 5)
            {
                queue.Enqueue((next.Message, next.Attempt + 1));
            }
        }
    }

    /// <summary>The queue of an app of this test.</summary>
    public static string QueueOf(string name) => $"{name}-inbox";

    public static async Task<IssuingApp> OpenAsync(string name, Action<ClientOptions>? configure = null, PaperSigner? signer = null)
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

    public async Task<byte[]> FileAsync(Paper paper)
    {
        await using var stored =
            await Documents.OpenAsync(paper.Key.Id, paper.Sha256!) ?? throw new InvalidOperationException("The file is gone.");
        using var bytes = new MemoryStream();
        await stored.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    public async Task<Paper> PaperAsync(string contract = "case1", int edition = 1) =>
        (await Papers.LoadAsync(new PaperKey(RegistrationContent.Kind, contract, edition).Id)).State!;
}

public sealed class IssuingTests
{
    [Fact]
    public async Task A_registration_gets_one_certificate_however_often_it_is_told()
    {
        var app = await IssuingApp.NewAsync();
        var message = IssuingApp.Message(IssuingApp.Facts());

        var deliveries = Enumerable
            .Range(0, 4)
            .Select(async _ =>
            {
                // Deliveries at once may lose to each other; the queue brings those again.
                for (var attempt = 0; attempt < 5; attempt++)
                {
                    try
                    {
                        await app.Inbox.Receive(message, default);
                        return;
                    }
                    catch (InvalidOperationException) when (attempt < 4) { }
                }
            });
        await Task.WhenAll(deliveries);
        var first = await app.PaperAsync();
        await app.Inbox.Receive(message, default);

        Assert.Equal(PaperStatus.Valid, first.Status);
        Assert.Equal("CQGX-2026-000001", first.Number);
        Assert.Equal(Json.Write(first), Json.Write(await app.PaperAsync()));
        Assert.Equal("registration.case1.1", await app.Numbers.OwnerOfAsync("certificate|2026", 1));
        Assert.Null(await app.Numbers.OwnerOfAsync("certificate|2026", 2));
        Assert.Single((await new Lists(app.Storage).ReadAsync(PaperLists.About("case1"), 10, null)).Value.Items);
        Assert.Equal(2, (await app.Papers.ReadHistoryAsync("registration.case1.1")).Entries.Count);

        await using var stored = await app.Documents.OpenAsync("registration.case1.1", first.Sha256!);
        using var bytes = new MemoryStream();
        await stored!.CopyToAsync(bytes);
        Assert.Equal((first.Sha256, first.Size), (Ids.Sha256(bytes.ToArray()), bytes.Length));
    }

    [Fact]
    public async Task The_day_of_issue_is_the_events_day_in_China()
    {
        var app = await IssuingApp.NewAsync();
        await app.Inbox.Receive(IssuingApp.Message(IssuingApp.Facts()), default);
        // 16:30 UTC is half past midnight in China.
        Assert.Equal(new DateOnly(2026, 11, 21), (await app.PaperAsync()).IssuedOn);
    }

    [Fact]
    public async Task What_broke_off_in_the_middle_comes_to_the_same_end_when_the_message_comes_again()
    {
        var breaks = new BreakingPolicy();
        var app = await IssuingApp.NewAsync(options => options.AddPolicy(breaks, HttpPipelinePosition.PerCall));
        breaks.On = uri => uri.Contains("-documents", StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => ReceiveAsync(app));
        Assert.Equal(PaperStatus.Requested, (await app.PaperAsync()).Status);

        breaks.On = _ => false;
        await app.Inbox.Receive(IssuingApp.Message(IssuingApp.Facts()), default);
        var paper = await app.PaperAsync();
        Assert.Equal((PaperStatus.Valid, "CQGX-2026-000001"), (paper.Status, paper.Number));

        Assert.Null(await app.Numbers.OwnerOfAsync("certificate|2026", 2));
        // It is the paper that the code and number of an undisturbed issue stand for.
        var undisturbed = await IssuingApp.NewAsync();
        await undisturbed.Inbox.Receive(IssuingApp.Message(IssuingApp.Facts()), default);
        Assert.Equal((await undisturbed.PaperAsync()).Code, paper.Code);

        static async Task ReceiveAsync(IssuingApp app)
        {
            try
            {
                await app.Inbox.Receive(IssuingApp.Message(IssuingApp.Facts()), default);
            }
            catch (RequestFailedException failure)
            {
                throw new InvalidOperationException("as the host sees it: the message failed", failure);
            }
        }
    }

    [Fact]
    public async Task Rare_characters_in_names_are_printed_and_unprintable_ones_stop_the_paper()
    {
        var app = await IssuingApp.NewAsync();
        var rare = IssuingApp.Facts("rare", "龘㛃𠮷牌传感器开发（虚构）");
        await app.Inbox.Receive(IssuingApp.Message(rare), default);
        var paper = await app.PaperAsync("rare");
        var file = Path.GetTempFileName();
        await using (var stored = (await app.Documents.OpenAsync("registration.rare.1", paper.Sha256!))!)
        await using (var copy = File.Create(file))
            await stored.CopyToAsync(copy);
        Assert.Contains("龘㛃𠮷牌传感器开发", (await Tool.RunAsync("pdftotext", file, "-")).Output, StringComparison.Ordinal);
        File.Delete(file);

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() =>
            app.Inbox.Receive(IssuingApp.Message(IssuingApp.Facts("odd", "𓀀合同（虚构）")), default)
        );
        Assert.Contains("U+13000", thrown.ToString(), StringComparison.Ordinal);
        Assert.Equal(PaperStatus.Requested, (await app.PaperAsync("odd")).Status);
    }

    [Fact]
    public async Task Many_parties_and_a_long_title_still_make_a_sound_paper()
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
        await app.Inbox.Receive(IssuingApp.Message(IssuingApp.Facts("case0")), default);
        counting.Count = 0;
        await app.Inbox.Receive(IssuingApp.Message(IssuingApp.Facts()), default);
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
