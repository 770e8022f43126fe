using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Tests.Http;

public sealed class HttpTriggerTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync([typeof(ProbeFunctions)], configure: builder => ProbeFunctions.Services(builder.Services));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_function_answers_under_the_default_prefix() =>
        Assert.Equal("pong", await _host.Client.GetStringAsync("/api/ping"));

    [Fact]
    public async Task A_path_without_the_prefix_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Client.GetAsync("/ping")).StatusCode);

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Without_route_and_methods_the_name_is_the_route_and_every_method_is_answered(string method)
    {
        var response = await _host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/api/Unrouted"));
        Assert.Equal(method, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("POST", "/api/ping")]
    [InlineData("HEAD", "/api/ping")]
    [InlineData("DELETE", "/api/orders/0b8cbd7e-8f1a-4f7b-9d0e-0d5cb1f1a001")]
    public async Task A_method_that_is_not_named_is_a_404_as_the_host_answers(string method, string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path))).StatusCode);

    [Theory]
    [InlineData("GET", "get")]
    [InlineData("PUT", "PUT")]
    [InlineData("PATCH", "PATCH")]
    public async Task Functions_that_share_a_route_are_told_apart_by_method(string method, string expected)
    {
        var id = Guid.NewGuid();
        var response = await _host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"/api/orders/{id}"));
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(expected, body.GetProperty("method").GetString());
        Assert.Equal(id, body.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Route_values_arrive_by_name_in_their_types() =>
        Assert.Equal("a-ü 6 9000000001", await _host.Client.GetStringAsync("/api/orders/a-%C3%BC/lines/5/9000000000"));

    [Theory]
    [InlineData("/api/orders/not-a-guid")]
    [InlineData("/api/orders/a/lines/five/1")]
    [InlineData("/api/orders/a/lines/5/99999999999999999999")]
    public async Task A_value_that_breaks_the_constraint_is_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Client.GetAsync(path)).StatusCode);

    [Theory]
    [InlineData("/api/years", "none")]
    [InlineData("/api/years/2026", "2026")]
    public async Task An_optional_value_may_be_left_out(string path, string expected) =>
        Assert.Equal(expected, await _host.Client.GetStringAsync(path));

    [Fact]
    public async Task A_function_without_a_result_may_write_the_answer_itself()
    {
        var response = await _host.Client.PostAsync("/api/nothing", null);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("written", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_invocation_has_one_scope_of_its_own()
    {
        var first = await _host.Client.GetFromJsonAsync<Guid[]>("/api/scope");
        var second = await _host.Client.GetFromJsonAsync<Guid[]>("/api/scope");
        Assert.Single(first!.Distinct());
        Assert.NotEqual(first![0], second![0]);
    }

    [Fact]
    public async Task An_instance_serves_one_invocation_and_is_disposed_of()
    {
        var marks = new List<Guid>();
        for (var i = 0; i < 3; i++) marks.Add((await _host.Client.GetFromJsonAsync<Guid[]>("/api/scope"))![0]);
        Assert.Equal(marks, _host.Services.GetRequiredService<ProbeFunctions.Disposals>().Marks);
    }

    [Fact]
    public async Task The_context_describes_the_function()
    {
        var first = await _host.Client.GetFromJsonAsync<JsonElement>("/api/context/k1");
        var second = await _host.Client.GetFromJsonAsync<JsonElement>("/api/context/k2");
        Assert.Equal("Context", first.GetProperty("name").GetString());
        Assert.Equal($"{typeof(ProbeFunctions).FullName}.Context", first.GetProperty("entryPoint").GetString());
        Assert.Equal("Microsoft.Azure.Functions.Worker.Tests.dll", first.GetProperty("assembly").GetString());
        Assert.Equal(["request", "context"], first.GetProperty("parameters").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal("httpTrigger", first.GetProperty("trigger").GetString());
        Assert.Equal("k1", first.GetProperty("key").GetString());
        Assert.True(first.GetProperty("same").GetBoolean());
        Assert.Equal(first.GetProperty("functionId").GetString(), second.GetProperty("functionId").GetString());
        Assert.NotEqual(first.GetProperty("invocationId").GetString(), second.GetProperty("invocationId").GetString());
    }

    [Theory]
    [InlineData("/api/throw")]
    [InlineData("/api/fragile/not-a-guid")]
    public async Task A_failure_is_a_500_without_a_word_in_the_body(string path)
    {
        var response = await _host.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Contains(_host.Logs.Lines(LogLevel.Error), line => line.Contains("failed", StringComparison.Ordinal));
    }
}
