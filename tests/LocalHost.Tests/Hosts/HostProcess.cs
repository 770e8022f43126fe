using System.Diagnostics;
using System.Text;
using TechTransfer.Testing;

namespace TechTransfer.LocalHost.Tests.Hosts;

public abstract class HostProcess : IHostUnderTest
{
    private readonly StringBuilder output = new();

    protected HostProcess(ProcessStartInfo command, IReadOnlyDictionary<string, string> settings)
    {
        (command.RedirectStandardOutput, command.RedirectStandardError) = (true, true);
        foreach (var (name, value) in settings)
            command.Environment[name] = value;
        Process = Process.Start(command)!;
        Process.OutputDataReceived += (_, line) => Keep(line.Data);
        Process.ErrorDataReceived += (_, line) => Keep(line.Data);
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
        // Kills the host when the test run is aborted.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Kill();
    }

    public HttpClient Client { get; private set; } = null!;

    public Process Process { get; }

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Process.WaitForExitAsync();
        Client?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Base address of the app; null until it is known.</summary>
    protected abstract Uri? Address { get; }

    protected async Task<IHostUnderTest> ReadyAsync()
    {
        Client = new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                ActivityHeadersPropagator = null,
            }
        );
        await Until.TrueAsync(
            async () =>
            {
                if (Process.HasExited)
                    throw new InvalidOperationException($"The host ended at its start: {Output}");
                if (Address is not { } address)
                    return false;
                Client.BaseAddress ??= address;
                try
                {
                    // Unknown routes get 404 only after the functions are loaded; before that, 503 or no answer.
                    using var answer = await Client.GetAsync(new Uri("not-a-route", UriKind.Relative));
                    return answer.StatusCode == System.Net.HttpStatusCode.NotFound;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            () => Output
        );
        return this;
    }

    private void Kill()
    {
        try
        {
            Process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // The process has already ended.
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.AppendLine(line);
    }
}

public sealed class LocalHostProcess : HostProcess
{
    private const string Program = "LocalHost";

    private LocalHostProcess(string folder, IReadOnlyDictionary<string, string> settings)
        : base(new("dotnet", [Built.Output(Program, $"{Program}.dll"), "--app", folder, "--port", "0"]), settings) { }

    // LocalHost prints a line "ProbeApp http://127.0.0.1:PORT/" when the app takes calls.
    protected override Uri? Address =>
        Output
            .Split('\n')
            .Select(line => line.Trim().Split(' '))
            .Where(words => words is ["ProbeApp", _])
            .Select(words => new Uri(words[1]))
            .FirstOrDefault();

    public static Task<IHostUnderTest> StartAsync(string folder, IReadOnlyDictionary<string, string> settings) =>
        new LocalHostProcess(folder, settings).ReadyAsync();
}

public sealed class FuncProcess : HostProcess
{
    private readonly Uri address;

    private FuncProcess(string folder, int port, IReadOnlyDictionary<string, string> settings)
        : base(new("func", ["start", "--no-build", "--port", $"{port}"]) { WorkingDirectory = folder }, settings) =>
        address = new($"http://127.0.0.1:{port}/");

    protected override Uri? Address => address;

    public static Task<IHostUnderTest> StartAsync(string folder, IReadOnlyDictionary<string, string> settings) =>
        new FuncProcess(folder, AzuriteServer.FreePort(), settings).ReadyAsync();
}
