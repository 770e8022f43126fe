using System.Runtime.InteropServices;
using TechTransfer.LocalHost;
using TechTransfer.LocalHost.Settings;

// Timer schedules run in UTC, as they do in Azure.
Environment.SetEnvironmentVariable("TZ", "UTC");
TimeZoneInfo.ClearCachedData();

List<HostedApp> apps;
try
{
    apps = Read(args);
}
catch (StartException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine(
        "Usage: LocalHost --app FOLDER [--port N] [--app FOLDER [--port N] …]: serves function apps as the Functions host does."
    );
    return 2;
}

using var logs = new ConsoleLines();
using var stop = new CancellationTokenSource();
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
var hosts = new List<FunctionsHost>();
try
{
    hosts.AddRange(await Task.WhenAll(apps.Select(app => FunctionsHost.StartAsync(app, logs, stop.Token))));
    foreach (var host in hosts)
        Console.WriteLine($"{host.Name} {host.Address}");
    await (await Task.WhenAny(hosts.Select(host => host.Ended).Append(Task.Delay(Timeout.Infinite, stop.Token))));
    return 0;
}
catch (OperationCanceledException)
{
    return 0;
}
catch (StartException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
finally
{
    await Task.WhenAll(hosts.Select(host => host.DisposeAsync().AsTask()));
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

static List<HostedApp> Read(string[] args)
{
    var apps = new List<HostedApp>();
    for (var i = 0; i < args.Length; i += 2)
    {
        var value = i + 1 < args.Length ? args[i + 1] : throw new StartException($"{args[i]} needs a value.");
        if (args[i] == "--app")
            apps.Add(new(value, Port: null));
        else if (args[i] == "--port" && apps.Count > 0 && ushort.TryParse(value, out var port))
            apps[^1] = apps[^1] with { Port = port };
        else
            throw new StartException($"'{args[i]} {value}' is not understood.");
    }
    return apps.Count > 0 ? apps : throw new StartException("No app is named.");
}
