using System.Diagnostics;
using System.Text.Json;
using TechTransfer.Testing;

namespace Azure.Data.Tables.Tests.Interop;

/// <summary>The official JavaScript client on one table, run by Node.js.</summary>
internal sealed class JavaScriptClient(TableClient table, string accountKey)
{
    private static readonly string Script = Repository.PathOf("tests", "Azure.Data.Tables.Tests", "Interop", "tables.mjs");

    public async Task<T> RunAsync<T>(string action, object arguments)
    {
        var command = JsonSerializer.SerializeToNode(arguments, Wire.Json)!.AsObject();
        command["action"] = action;
        command["endpoint"] = table.Uri.AbsoluteUri[..^(table.Name.Length + 1)];
        command["account"] = table.AccountName;
        command["key"] = accountKey;
        command["table"] = table.Name;

        using var node = Process.Start(new ProcessStartInfo("node", [Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        })!;
        var output = node.StandardOutput.ReadToEndAsync();
        var error = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(command.ToJsonString(Wire.Json));
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        if (node.ExitCode != 0) throw new InvalidOperationException($"{action} by the JavaScript client failed: {await error}");
        return JsonSerializer.Deserialize<T>(await output, Wire.Json)!;
    }
}
