using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.LocalHost.Tests.Hosts;
using TechTransfer.Testing;

namespace TechTransfer.LocalHost.Tests.Own;

[LocalHostOnly]
public sealed class Arguments
{
    [Theory]
    [InlineData("No app is named.")]
    [InlineData("--app needs a value.", "--app")]
    [InlineData("'--port 7071' is not understood.", "--port", "7071")]
    [InlineData("There is no folder /nowhere.", "--app", "/nowhere")]
    public async Task Wrong_arguments_are_named_in_one_sentence(string complaint, params string[] arguments)
    {
        var ended = await RunAsync(arguments);
        Assert.NotEqual(0, ended.Code);
        Assert.Equal(complaint, ended.Errors.Split('\n')[0]);
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var ended = await RunAsync("--app", Built.Output("ProbeApp"), "--port", $"{port}");
        Assert.Equal(1, ended.Code);
        Assert.StartsWith(
            $"ProbeApp cannot listen on port {port}: ",
            Assert.Single(ended.Errors.TrimEnd().Split('\n')),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_worker_that_ends_at_its_start_says_why_and_local_settings_reach_it()
    {
        var folder = Probe.CopyOf(Built.Output("ProbeApp"));
        File.WriteAllText(Path.Combine(folder, "local.settings.json"), """{"Values":{"Probe__DiesAtStart":"The probe dies."}}""");
        var ended = await RunAsync("--app", folder, "--port", "0");
        Assert.Equal(1, ended.Code);
        var sentence = ended.Errors.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("The worker of ProbeApp ended at its start with code ", sentence, StringComparison.Ordinal);
        Assert.Contains("The probe dies.", sentence, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_setting_that_a_queue_s_name_needs_is_named()
    {
        var folder = Probe.CopyOf(Built.Output("ProbeApp"));
        var values = Probe.SettingsOf("unset", await AzuriteServer.ConnectionStringAsync());
        values.Remove("Probe");
        var local = new JsonObject { ["Values"] = JsonSerializer.SerializeToNode(values) };
        File.WriteAllText(Path.Combine(folder, "local.settings.json"), local.ToJsonString());
        var ended = await RunAsync("--app", folder, "--port", "0");
        Assert.Equal(1, ended.Code);
        var sentence = ended.Errors.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("The triggers of ProbeApp cannot start: ", sentence, StringComparison.Ordinal);
        Assert.Contains("Probe", sentence["The triggers of ProbeApp".Length..], StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static Task<Tool> RunAsync(params string[] arguments) =>
        Tool.RunAsync("dotnet", [Built.Output("LocalHost", "LocalHost.dll"), .. arguments]);
}
