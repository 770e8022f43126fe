using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables.Auth;

/// <summary>The service that a client's constructor names, with what opens it.</summary>
internal static class Services
{
    public static TableService From(string connectionString, TableClientOptions? options)
    {
        var parsed = ConnectionString.Parse(connectionString);
        return new TableService(parsed.Endpoint, options ?? new(), parsed.Policy, parsed.Key?.AccountName);
    }

    public static TableService From(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new TableService(endpoint, options ?? new(), new SharedKeyPolicy(credential, TimeProvider.System), credential.AccountName);
    }

    public static TableService From(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(tokenCredential);
        options ??= new();
        var scope = (options.Audience ?? TableAudience.AzurePublicCloud).Scope;
        // The policy itself refuses to send a token over plain HTTP.
        return new TableService(endpoint, options, new BearerTokenAuthenticationPolicy(tokenCredential, scope), accountName: null);
    }
}
