using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables.Auth;

namespace Azure.Data.Tables.Tests.Internals;

public class SharedKeyTests
{
    [Theory]
    [InlineData("https://acc.table.core.windows.net/contracts()?$filter=PartitionKey%20eq%20'p'", "/acc/contracts()")]
    [InlineData("https://acc.table.core.windows.net/?restype=service&comp=properties", "/acc/?comp=properties")]
    [InlineData("http://127.0.0.1:10002/acc/contracts(PartitionKey='a%27%27b',RowKey='%E5%90%88')", "/acc/acc/contracts(PartitionKey='a%27%27b',RowKey='%E5%90%88')")]
    public void The_string_to_sign_names_verb_type_date_and_resource(string uri, string resource)
    {
        var request = Request(RequestMethod.Put, uri);
        request.Headers.Add("Content-Type", "application/json");
        request.Headers.Add("x-ms-date", "Fri, 02 Jan 2026 03:04:05 GMT");

        Assert.Equal(
            $"PUT\n\napplication/json\nFri, 02 Jan 2026 03:04:05 GMT\n{resource}",
            SharedKeyPolicy.StringToSign(request, "acc"));
    }

    [Fact]
    public void A_request_without_a_body_signs_no_type()
    {
        var request = Request(RequestMethod.Get, "https://acc.table.core.windows.net/Tables");
        request.Headers.Add("x-ms-date", "Fri, 02 Jan 2026 03:04:05 GMT");
        Assert.Equal("GET\n\n\nFri, 02 Jan 2026 03:04:05 GMT\n/acc/Tables", SharedKeyPolicy.StringToSign(request, "acc"));
    }

    [Fact]
    public void The_signature_is_the_keys_hash_and_follows_a_changed_key()
    {
        var credential = new TableSharedKeyCredential("acc", Convert.ToBase64String("key"u8));
        // RFC 2104 with SHA-256, a vector in wide use: key "key", this sentence.
        Assert.Equal("97yD9DBThCSxMpjmqm+xQ+9NWaFJRhdZl0edvC0aPNg=", credential.Sign("The quick brown fox jumps over the lazy dog"));
        credential.SetAccountKey(Convert.ToBase64String("other"u8));
        Assert.NotEqual("97yD9DBThCSxMpjmqm+xQ+9NWaFJRhdZl0edvC0aPNg=", credential.Sign("The quick brown fox jumps over the lazy dog"));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_by_the_service()
    {
        var right = await TestTables.CreateAsync();
        var endpoint = new Uri(right.Uri.AbsoluteUri[..^(right.Name.Length + 1)]);
        var wrong = new TableServiceClient(endpoint, new TableSharedKeyCredential(right.AccountName, Convert.ToBase64String("key"u8)));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => wrong.GetTableClient(right.Name).AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal(403, refused.Status);
    }

    private static Request Request(RequestMethod method, string uri)
    {
        var request = HttpClientTransport.Shared.CreateRequest();
        request.Method = method;
        request.Uri.Reset(new Uri(uri));
        return request;
    }
}
