using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Storage;

/// <summary>Finds storage by the name of a setting: a connection string, or a group of settings that names an account and an identity.</summary>
internal sealed class StorageConnections(IConfiguration configuration)
{
    public const string Default = "AzureWebJobsStorage";

    /// <exception cref="TriggerException">No such setting.</exception>
    public QueueServiceClient Queues(string? connection) =>
        Connect(connection, "queue", text => new QueueServiceClient(text), (uri, identity) => new QueueServiceClient(uri, identity));

    /// <exception cref="TriggerException">No such setting.</exception>
    public BlobServiceClient Blobs(string? connection) =>
        Connect(connection, "blob", text => new BlobServiceClient(text), (uri, identity) => new BlobServiceClient(uri, identity));

    private T Connect<T>(string? connection, string service, Func<string, T> byConnectionString, Func<Uri, TokenCredential, T> byIdentity)
    {
        var name = string.IsNullOrEmpty(connection) ? Default : connection;
        if (Find(name) is not { } section) throw new TriggerException($"The setting {name}, which says where its storage is, is missing.");
        try
        {
            return section.Value is { Length: > 0 } text ? byConnectionString(text) : byIdentity(UriOf(name, section, service), IdentityOf(section));
        }
        catch (FormatException failure)
        {
            throw new TriggerException($"The setting {name} cannot be read: {failure.Message}", failure);
        }
    }

    private IConfigurationSection? Find(string name)
    {
        string[] keys = [$"ConnectionStrings:AzureWebJobs{name}", $"AzureWebJobs{name}", $"ConnectionStrings:{name}", name];
        return keys.Select(configuration.GetSection).FirstOrDefault(section => section.Exists());
    }

    private static Uri UriOf(string name, IConfigurationSection section, string service)
    {
        if ((section[$"{service}ServiceUri"] ?? section["serviceUri"]) is { Length: > 0 } uri) return new Uri(uri);
        if (section["accountName"] is { Length: > 0 } account) return new Uri($"https://{account}.{service}.core.windows.net");
        throw new TriggerException($"The settings {name}__accountName and {name}__{service}ServiceUri are both missing.");
    }

    private static TokenCredential IdentityOf(IConfigurationSection section)
    {
        var client = section["clientId"];
        if (string.Equals(section["credential"], "managedidentity", StringComparison.OrdinalIgnoreCase))
            return new ManagedIdentityCredential(string.IsNullOrEmpty(client) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(client));
        return new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = client, TenantId = section["tenantId"] });
    }
}
