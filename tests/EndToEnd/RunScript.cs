using System.Net;
using System.Net.Sockets;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd;

public sealed class RunScript
{
    private static readonly string Run = Repository.PathOf("run");

    [Fact]
    public async Task The_demo_ends_with_sixteen_certificates_in_their_folder_and_shows_what_a_filing_set_off()
    {
        var folder = Repository.PathOf("out", "certificates");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);

        var demo = await Tool.RunAsync(Run, "demo", "--no-build", "--telemetry", "--lang", "en");

        Assert.True(demo.Code == 0, demo.Output + demo.Errors);
        // Certificates of other filings are in the same folder, named by their kinds instead of by sample ids.
        Assert.Equal(16, Directory.GetFiles(folder, "C*.pdf").Length);
        Assert.Equal(16, demo.Output.Split('\n').Count(line => line.Contains("CQGX-", StringComparison.Ordinal)));
        // 80% of 800,000 yuan, split 50, 20, 20 and 10 per cent among the team.
        foreach (var amount in (string[])["320,000", "128,000", "64,000", "160,000"])
            Assert.Contains(demo.Output.Split('\n'), line => line.EndsWith($" {amount}", StringComparison.Ordinal));
        // The entitlements of the year, and a claim that is on public notice.
        Assert.Contains(
            demo.Output.Split('\n'),
            line =>
                line.StartsWith("缙云理工大学 ", StringComparison.Ordinal)
                && line.Contains(" seller  sample-seller ", StringComparison.Ordinal)
        );
        Assert.Contains("submitted → checked → settled → onNotice until 20", demo.Output, StringComparison.Ordinal);
        Assert.Contains("16 contracts registered, certified and verified", demo.Output, StringComparison.Ordinal);
        // The trace of one filing in the terminal, from the draft to the effects of its registration in other apps.
        var trace = demo.Output[demo.Output.IndexOf("\ntrace ", StringComparison.Ordinal)..].TrimEnd().Split('\n');
        foreach (
            var line in (string[])
                [
                    "contracts +DraftContract ",
                    "contracts +SubmitContract ",
                    "contracts +RegisterContract ",
                    "certificates +[├└] CertificatesInbox ← ContractRegistered ",
                    "rewards +[├└] RewardsInbox ← ContractRegistered ",
                ]
        )
        {
            Assert.Contains(trace, l => System.Text.RegularExpressions.Regex.IsMatch(l, line));
        }
        Assert.InRange(
            (await File.ReadAllLinesAsync(Repository.PathOf("out", "traces.txt"))).Count(l =>
                l.StartsWith("trace ", StringComparison.Ordinal)
            ),
            16,
            int.MaxValue
        );
    }

    [Fact]
    public async Task A_busy_port_is_said_in_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var run = await Tool.RunAsync(
            Run,
            "--no-build",
            "--rewards-port",
            $"{port}",
            "--portal-port",
            $"{AzuriteServer.FreePort()}",
            "--contracts-port",
            $"{AzuriteServer.FreePort()}",
            "--data",
            Path.Combine(Path.GetTempPath(), "techtransfer-busy")
        );
        Assert.Equal(1, run.Code);
        Assert.Equal($"run: port {port} is busy: stop what listens there, or choose another with --rewards-port.", run.Errors.Trim());
    }

    [Theory]
    [InlineData("run: there is no option --colour (see ./run help).", "--colour")]
    [InlineData("run: --contracts-port needs a port number.", "--contracts-port", "seven")]
    [InlineData("run: --lang is zh or en.", "demo", "--lang", "fr")]
    [InlineData("run: --log-level is one of Trace, Debug, Information, Warning, Error.", "--log-level", "loud")]
    [InlineData("run: which user? ./run token NAME, with a name of tests/Samples/users.json.", "token")]
    public async Task A_wrong_call_is_said_in_one_sentence(string expected, params string[] arguments)
    {
        var run = await Tool.RunAsync(Run, arguments);
        Assert.Equal(1, run.Code);
        Assert.Equal(expected, run.Errors.Trim());
    }

    [Fact]
    public async Task A_token_is_printed_for_a_local_user_and_refused_for_an_unknown_one()
    {
        var token = await Tool.RunAsync(Run, "token", "office-u1");
        Assert.Equal(0, token.Code);
        Assert.Equal(3, token.Output.Trim().Split('.').Length);
        var unknown = await Tool.RunAsync(Run, "token", "nobody");
        Assert.Equal(1, unknown.Code);
        Assert.StartsWith("run: there is no local user 'nobody'; these are: office-u1,", unknown.Errors, StringComparison.Ordinal);
    }
}
