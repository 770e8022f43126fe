using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Settings;

namespace Microsoft.Azure.Functions.Worker.CustomHandler;

/// <summary>What must be right for the Functions host to start this app and to reach its functions.</summary>
internal static class HandlerSettings
{
    /// <exception cref="StartupException">Something in host.json or in a function.json keeps the host from it; the message names the key.</exception>
    public static void Check(string folder, HostSettings settings, FunctionCatalog catalog)
    {
        var host = JsonSection.Read(folder, HostSettings.File);
        if (!host.Exists) throw new StartupException($"{HostSettings.File} is missing in {folder}.");
        var handler = host.Section("customHandler");
        if (!handler.Exists) throw host.Bad("customHandler", "is missing: the host would not know what to start");
        var triggers = catalog.All.Where(function => function.Trigger is not HttpTriggerAttribute).ToArray();

        if (catalog.All.Count > triggers.Length && handler.Flag("enableProxyingHttpRequest") != true && handler.Flag("enableForwardingHttpRequest") != true)
            throw handler.Bad("enableProxyingHttpRequest", "must be true: HTTP requests are taken as they come, not as a payload");
        CheckPrefix(host, settings.RoutePrefix, triggers);
        if (triggers.Any(function => function.Trigger is QueueTriggerAttribute)) CheckBundle(host);
        FunctionFiles.Check(folder, catalog);
    }

    // A request from outside must never have the path of a trigger: the host's own calls carry no secret.
    private static void CheckPrefix(JsonSection host, string prefix, FunctionDescriptor[] triggers)
    {
        var http = host.Section("extensions").Section("http");
        if (triggers.Length == 0) return;
        if (prefix.Length == 0) throw http.Bad("routePrefix", $"must not be empty: anybody could call the function {triggers[0].Name}");
        if (triggers.FirstOrDefault(function => prefix.Equals(function.Name, StringComparison.OrdinalIgnoreCase)) is { } reachable)
            throw http.Bad("routePrefix", $"must not be the name of a function: anybody could call {reachable.Name}");
    }

    private static void CheckBundle(JsonSection host)
    {
        var bundle = host.Section("extensionBundle");
        foreach (var key in (string[])["id", "version"])
        {
            if (bundle.Text(key) is not { Length: > 0 }) throw bundle.Bad(key, "is missing: the host listens to queues by the extension bundle");
        }
    }
}
