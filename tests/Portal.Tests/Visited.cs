using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TechTransfer.Demo;
using TechTransfer.EndToEnd;
using TechTransfer.Testing;

namespace TechTransfer.Portal.Tests;

/// <summary>The running system with two registered contracts and a reward on public notice, and a browser to visit it with.</summary>
public sealed class Visited : RunningSystem, IAsyncLifetime
{
    private readonly OpenIdServer provider;
    private IPlaywright? playwright;

    public Visited() => provider = OpenIdServer.Start(new(Portal, "/portal/sign-in/done"));

    protected override bool HasSamples => false;

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>
        {
            ["SignIn__Authority"] = provider.Address.AbsoluteUri.TrimEnd('/'),
            ["SignIn__ClientId"] = "portal",
            ["SignIn__ClientSecret"] = "not-a-secret",
            ["SignIn__Scope"] = "openid profile",
        };

    public IBrowser Browser { get; private set; } = null!;

    public Played Contract { get; private set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        // Both take seconds.
        await Task.WhenAll(StartSystemAsync(), StartBrowserAsync());
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (Browser is not null)
            await Browser.CloseAsync();
        playwright?.Dispose();
        await DisposeAsync();
        provider.Dispose();
    }

    /// <summary>A new visitor, without cookies.</summary>
    /// <param name="width">Width of the window; 360 is a phone.</param>
    public async Task<Visitor> VisitAsync(int width = 1280, bool hasScripts = true, string language = "zh-CN")
    {
        var context = await Browser.NewContextAsync(
            new()
            {
                BaseURL = Portal.AbsoluteUri,
                JavaScriptEnabled = hasScripts,
                Locale = language,
                ViewportSize = new() { Width = width, Height = 800 },
            }
        );
        return new(context, await context.NewPageAsync());
    }

    private async Task StartSystemAsync()
    {
        await InitializeAsync();
        Contract = (await Play.AllAsync((_, _, _) => { }, "C01", "C05")).Single(played => played.Sample.Id == "C05");
        await new RewardPlay(Play).ClaimAsync();
    }

    private async Task StartBrowserAsync()
    {
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Executable(),
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
                Env = new Dictionary<string, string> { ["FONTCONFIG_FILE"] = FontSettings(), ["HOME"] = Path.GetTempPath() },
            }
        );
    }

    private static string Executable() =>
        ((string[])["chromium", "chromium-browser", "google-chrome"])
            .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("No browser is installed: ./test installs chromium.");

    // Chinese letters come from the fonts that npm installs, so that pages look the same on every machine.
    private static string FontSettings()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "fonts.conf");
        File.WriteAllText(
            file,
            $"""
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig>
              <dir>{Repository.PathOf("node_modules", "@expo-google-fonts", "noto-sans-sc")}</dir>
              <dir>/usr/share/fonts</dir>
              <cachedir>{Path.Combine(AppContext.BaseDirectory, "fonts")}</cachedir>
              <match target="pattern"><edit name="family" mode="prepend" binding="strong"><string>Noto Sans SC</string></edit></match>
            </fontconfig>
            """
        );
        return file;
    }
}

/// <summary>A visitor's window, which notes what the browser complains about.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Errors of the console, such as violations of the content security policy.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Waits for the address: a navigation that is over already is not missed.</summary>
    /// <param name="pattern">A regular expression.</param>
    public Task IsAtAsync(string pattern) => Assertions.Expect(Page).ToHaveURLAsync(new Regex(pattern), new() { Timeout = 30_000 });

    public async Task<string> HeadingAsync() => (await Page.Locator("h1").InnerTextAsync()).Replace('\n', ' ');

    /// <summary>What a judge of accessibility finds wrong, a line each.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync() =>
        [.. (await Page.RunAxe()).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}"))];

    public async Task<bool> ScrollsSidewaysAsync() =>
        await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    public ValueTask DisposeAsync() => new(context.CloseAsync());
}

[CollectionDefinition(Name)]
public sealed class OnTheVisitedSystem : ICollectionFixture<Visited>
{
    public const string Name = "the visited system";
}
