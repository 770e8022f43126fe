using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Storage;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Tests.Settings;

public sealed class StorageConnectionTests
{
    [Theory]
    [InlineData("Store:accountName=inbox", "https://inbox.queue.core.windows.net/")]
    [InlineData("Store:queueServiceUri=https://inbox.queue.core.chinacloudapi.cn,Store:credential=managedidentity,Store:clientId=11111111-1111-1111-1111-111111111111", "https://inbox.queue.core.chinacloudapi.cn/")]
    [InlineData("AzureWebJobsStore:accountName=first,Store:accountName=second", "https://first.queue.core.windows.net/")]
    public void Storage_is_found_by_a_group_of_settings_and_an_identity(string settings, string address) =>
        Assert.Equal(new Uri(address), Connections(settings).Queues("Store").Uri);

    [Fact]
    public void Without_a_name_the_storage_of_the_host_is_taken() =>
        Assert.Equal(new Uri("https://own.blob.core.windows.net/"), Connections("AzureWebJobsStorage:accountName=own").Blobs(null).Uri);

    [Theory]
    [InlineData("", "The setting Store, which says where its storage is, is missing.")]
    [InlineData("Store:credential=managedidentity", "The settings Store__accountName and Store__queueServiceUri are both missing.")]
    public void What_is_missing_is_named(string settings, string message) =>
        Assert.Equal(message, Assert.Throws<TriggerException>(() => Connections(settings).Queues("Store")).Message);

    [Fact]
    public void A_connection_string_that_cannot_be_read_is_named() =>
        Assert.StartsWith("The setting Store cannot be read", Assert.Throws<TriggerException>(() => Connections("Store=nonsense").Queues("Store")).Message, StringComparison.Ordinal);

    private static StorageConnections Connections(string settings) =>
        new(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(setting => KeyValuePair.Create(setting.Split('=')[0], (string?)setting.Split('=')[1])))
            .Build());
}
