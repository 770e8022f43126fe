using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public sealed class OtherFilingTests : IAsyncLifetime
{
    private HttpHarness app = null!;

    public async Task InitializeAsync() => app = await HttpHarness.NewAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Who_examines_sees_other_contracts_of_a_party_with_the_same_title()
    {
        var first = await app.PutAsync(Given.Registered());
        var second = await app.PutAsync(Given.Submitted() with { Content = Given.Content("C01") with { ContractValue = null } });
        await app.PutAsync(Given.Drafted());
        await app.PutAsync(Given.Submitted("C03"));

        Assert.Equal([first], (await GetAsync("registrar-a", second))!.AsArray().Select(o => (string)o!["id"]!));
        Assert.Null(await GetAsync("office-u1", second));
    }

    private async Task<JsonNode?> GetAsync(string user, string id)
    {
        var answer = await FunctionCall.SendAsync(
            (r, c) => app.Operation<GetContract>().Run(r, id, c),
            Given.Caller(user),
            "GET",
            $"/api/contracts/{id}"
        );
        Assert.Equal(200, answer.Status);
        return answer.Json!["otherFilings"];
    }
}
