namespace Azure.Data.Tables.Tests;

public class ConnectionStringTests
{
    private const string Key = "Kg==";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData(" usedevelopmentstorage=TRUE ; ", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://emulator", "http://emulator:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("AccountName=acc;AccountKey=" + Key, "https://acc.table.core.windows.net/", "acc")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=acc;AccountKey=" + Key, "http://acc.table.core.windows.net/", "acc")]
    [InlineData("AccountName=acc;AccountKey=" + Key + ";EndpointSuffix=core.chinacloudapi.cn", "https://acc.table.core.chinacloudapi.cn/", "acc")]
    [InlineData("AccountName=acc;AccountKey=" + Key + ";BlobEndpoint=http://127.0.0.1:1/acc;TableEndpoint=http://127.0.0.1:3/acc;", "http://127.0.0.1:3/acc", "acc")]
    public void A_connection_string_says_where_the_service_is(string text, string endpoint, string account)
    {
        var client = new TableServiceClient(text);
        Assert.Equal(new Uri(endpoint), client.Uri);
        Assert.Equal(account, client.AccountName);
        Assert.Equal(new Uri($"{endpoint.TrimEnd('/')}/contracts"), client.GetTableClient("contracts").Uri);
        Assert.Equal(account, new TableClient(text, "contracts").AccountName);
    }

    [Fact]
    public void A_shared_access_signature_needs_no_account_name()
    {
        var client = new TableServiceClient("TableEndpoint=https://acc.table.core.windows.net/;SharedAccessSignature=sv=2019-12-12&sig=a%3D");
        Assert.Equal("acc", client.AccountName);
        Assert.DoesNotContain("sig", client.Uri.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=false")]
    [InlineData("AccountName=acc")]
    [InlineData("AccountKey=" + Key)]
    [InlineData("AccountName=acc;AccountKey=not-base64")]
    [InlineData("AccountName=acc;AccountName=acc;AccountKey=" + Key)]
    [InlineData("AccountName=acc;AccountKey=" + Key + ";TableEndpoint=ftp://acc")]
    [InlineData("TableEndpoint=https://acc.table.core.windows.net/")]
    [InlineData("just text")]
    public void A_connection_string_that_says_too_little_is_refused(string text) =>
        Assert.Throws<InvalidOperationException>(() => new TableServiceClient(text));

    [Fact]
    public void An_empty_connection_string_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new TableServiceClient((string)null!));
        Assert.Throws<ArgumentException>(() => new TableServiceClient(""));
    }
}
