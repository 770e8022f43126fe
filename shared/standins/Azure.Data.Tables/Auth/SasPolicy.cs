using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Auth;

/// <summary>Adds a shared access signature to the query of each try; the credential may get a new one meanwhile.</summary>
internal sealed class SasPolicy(AzureSasCredential credential) : HttpPipelineSynchronousPolicy
{
    private const string Sent = "Azure.Data.Tables.Sas";

    public override void OnSendingRequest(HttpMessage message)
    {
        var signature = credential.Signature.TrimStart('?');
        var uri = message.Request.Uri;
        // A try after the first carries the signature already.
        if (message.TryGetProperty(Sent, out var sent)) uri.Query = uri.Query.Replace((string)sent!, signature, StringComparison.Ordinal);
        else uri.Query = uri.Query.Length > 1 ? $"{uri.Query}&{signature}" : $"?{signature}";
        message.SetProperty(Sent, signature);
    }
}
