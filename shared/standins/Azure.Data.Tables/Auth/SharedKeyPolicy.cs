using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Auth;

/// <summary>Signs each try with its own date, so that a try after a long wait is not refused as stale.</summary>
internal sealed class SharedKeyPolicy(TableSharedKeyCredential credential, TimeProvider clock) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var headers = message.Request.Headers;
        headers.SetValue("x-ms-date", clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
        headers.SetValue("Authorization", $"SharedKey {credential.AccountName}:{credential.Sign(StringToSign(message.Request, credential.AccountName))}");
    }

    /// <summary>"Authorize with Shared Key" of the Table service: verb, Content-MD5, Content-Type, date, canonical resource.</summary>
    internal static string StringToSign(Request request, string accountName) => string.Join(
        '\n',
        request.Method.Method,
        Header(request, "Content-MD5"),
        Header(request, "Content-Type"),
        Header(request, "x-ms-date"),
        CanonicalResource(request.Uri.ToUri(), accountName));

    // The path as it is sent. An emulator's path begins with the account's name, which then stands here twice.
    // Of the query only "comp" is signed.
    private static string CanonicalResource(Uri uri, string accountName)
    {
        var component = uri.Query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("comp=", StringComparison.Ordinal));
        return $"/{accountName}{uri.AbsolutePath}{(component is null ? "" : $"?{component}")}";
    }

    private static string Header(Request request, string name) => request.Headers.TryGetValue(name, out var value) ? value! : "";
}
