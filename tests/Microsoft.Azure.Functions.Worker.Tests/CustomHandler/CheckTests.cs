using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Settings;
using Microsoft.Azure.Functions.Worker.Tests.Http;
using Microsoft.Azure.Functions.Worker.Tests.Queues;
using Microsoft.Azure.Functions.Worker.Tests.Timers;

namespace Microsoft.Azure.Functions.Worker.Tests.CustomHandler;

public sealed class CheckTests : IDisposable
{
    private static readonly Type[] Classes = [typeof(ProbeFunctions), typeof(TextFunction), typeof(BytesFunction), typeof(AtStartFunction), typeof(ConfiguredFunction), typeof(OtherAccountFunction)];

    private readonly HandlerFolder _folder = new(Classes);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_as_it_is_written_is_accepted() => Build();

    [Theory]
    [InlineData("Line", """{"type":"httpTrigger","direction":"in","name":"request","authLevel":"anonymous","methods":["get"],"route":"orders/{order}/lines/{line:int}/{amount:long}"},{"type":"http","direction":"out","name":"res"}""")]
    [InlineData("Unrouted", """{"type":"httpTrigger","direction":"in","name":"request","authLevel":"anonymous"},{"type":"http","direction":"out","name":"res"}""")]
    [InlineData("AtStart", """{"type":"timerTrigger","direction":"in","name":"timer","schedule":"0 0 18 * * *","runOnStartup":true,"useMonitor":false}""")]
    [InlineData("Configured", """{"type":"timerTrigger","direction":"in","name":"timer","schedule":"%Sweeper__Schedule%","runOnStartup":false,"useMonitor":true}""")]
    [InlineData("Text", """{"type":"queueTrigger","direction":"in","name":"message","queueName":"%Inbox%","connection":"AzureWebJobsStorage"}""")]
    [InlineData("Bytes", """{"type":"queueTrigger","direction":"in","name":"message","queueName":"%Inbox%","connection":"AzureWebJobsStorage","dataType":"binary"}""")]
    [InlineData("OtherAccount", """{"type":"queueTrigger","direction":"in","name":"message","queueName":"%Inbox%","connection":"Elsewhere"}""")]
    public void A_function_is_written_down_from_its_attributes(string function, string bindings)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Path, function, "function.json")))!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""{ "bindings": [{{bindings}}] }"""), file), file.ToJsonString());
    }

    [Theory]
    [InlineData("customHandler", null, "host.json: 'customHandler' is missing: the host would not know what to start.")]
    [InlineData("customHandler.description", null, "host.json: 'customHandler.description.defaultExecutablePath' is missing: the host would not know what to start.")]
    [InlineData("customHandler.enableProxyingHttpRequest", null, "host.json: 'customHandler.enableProxyingHttpRequest' must be true: HTTP requests are taken as they come, not as a payload.")]
    [InlineData("customHandler.enableProxyingHttpRequest", "\"yes\"", "host.json: 'customHandler.enableProxyingHttpRequest' must be true or false.")]
    [InlineData("customHandler.enableHttpProxyingRequest", "true", "host.json: 'customHandler.enableHttpProxyingRequest' is not a key that is known here: description, enableForwardingHttpRequest, enableProxyingHttpRequest, initializationTimeout, port, http.")]
    [InlineData("customHandler.http", "{}", "host.json: 'customHandler.http' cannot stand beside function.json files, which timers and queues need.")]
    [InlineData("customHandler.port", "0", "host.json: 'customHandler.port' must be a whole number from 1 to 65535.")]
    [InlineData("customHandler.initializationTimeout", "30", "host.json: 'customHandler.initializationTimeout' must be a time span (hh:mm:ss) from 00:00:01 to 00:10:00.")]
    [InlineData("extensions.http.routePrefix", "\"\"", "host.json: 'extensions.http.routePrefix' must not be empty: anybody could call the function Text.")]
    [InlineData("extensions.http.routePrefix", "\"text\"", "host.json: 'extensions.http.routePrefix' must not be the name of a function: anybody could call Text.")]
    [InlineData("extensions.queues.maxDequeCount", "3", "host.json: 'extensions.queues.maxDequeCount' is not a key that is known here: batchSize, newBatchThreshold, maxDequeueCount, visibilityTimeout, maxPollingInterval, messageEncoding.")]
    [InlineData("extensionBundle", null, "host.json: 'extensionBundle.id' is missing: the host listens to queues by the extension bundle.")]
    [InlineData("extensionBundle.version", null, "host.json: 'extensionBundle.version' is missing: the host listens to queues by the extension bundle.")]
    public void A_bad_key_of_host_json_is_named(string path, string? value, string message)
    {
        _folder.ChangeHost(host => Set(host, path, value));
        Assert.Equal(message, Assert.Throws<StartupException>(Build).Message);
    }

    [Theory]
    [InlineData("customHandler.enableProxyingHttpRequest", "customHandler.enableForwardingHttpRequest", "true")]
    [InlineData(null, "customHandler.initializationTimeout", "\"00:01:00\"")]
    [InlineData(null, "functionTimeout", "\"00:30:00\"")]
    [InlineData(null, "extensions.http.maxConcurrentRequests", "8")]
    public void Other_ways_of_the_host_are_accepted(string? removed, string added, string value)
    {
        _folder.ChangeHost(host =>
        {
            if (removed is not null) Set(host, removed, null);
            Set(host, added, value);
        });
        Build();
    }

    [Theory]
    [InlineData("Text", "queueName", "\"other\"", "Text/function.json: 'bindings[0].queueName' is \"other\", but the code says \"%Inbox%\".")]
    [InlineData("AtStart", "schedule", null, "AtStart/function.json: 'bindings[0].schedule' is missing, but the code says \"0 0 18 * * *\".")]
    [InlineData("AtStart", "runOnStartup", "false", "AtStart/function.json: 'bindings[0].runOnStartup' is false, but the code says true.")]
    [InlineData("Ping", "authLevel", "\"admin\"", "Ping/function.json: 'bindings[0].authLevel' is \"admin\", but the code says \"anonymous\".")]
    [InlineData("Ping", "methods", "[\"post\"]", "Ping/function.json: 'bindings[0].methods[0]' is \"post\", but the code says \"get\".")]
    [InlineData("Text", "name", "\"msg\"", "Text/function.json: 'bindings[0].name' is \"msg\", but the code says \"message\".")]
    public void A_function_json_that_says_something_else_than_the_code_is_named_with_its_key(string function, string key, string? value, string message)
    {
        _folder.ChangeFunction(function, file => Set(file["bindings"]![0]!.AsObject(), key, value));
        Assert.Equal(message, Assert.Throws<StartupException>(Build).Message);
    }

    [Fact]
    public void One_binding_more_is_refused_since_the_host_would_call_otherwise()
    {
        _folder.ChangeFunction("Ping", file => file["bindings"]!.AsArray().Add(new JsonObject { ["type"] = "queue", ["direction"] = "out", ["name"] = "next" }));
        Assert.StartsWith("Ping/function.json: 'bindings' is [", Assert.Throws<StartupException>(Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_retry_policy_is_the_operators_own()
    {
        _folder.ChangeFunction("AtStart", file => file["retry"] = new JsonObject { ["strategy"] = "fixedDelay", ["maxRetryCount"] = 3, ["delayInterval"] = "00:00:10" });
        Build();
    }

    [Fact]
    public void A_function_without_a_file_and_a_file_without_a_function_are_named()
    {
        Directory.Delete(Path.Combine(_folder.Path, "Text"), recursive: true);
        Assert.Equal("Text/function.json is missing: the host would never call the function Text.", Assert.Throws<StartupException>(Build).Message);
        _folder.Write("Old/function.json", "{}");
        Assert.Equal("Old/function.json: the app has no function Old.", Assert.Throws<StartupException>(Build).Message);
        _folder.Write("Old/function.json", "{}");
    }

    [Fact]
    public void A_function_json_that_is_not_json_is_named()
    {
        _folder.Write("Text/function.json", "{ \"bindings\":\n oops }");
        Assert.Equal("Text/function.json is not JSON (line 2, byte 2).", Assert.Throws<StartupException>(Build).Message);
    }

    [Fact]
    public void A_parameter_that_no_host_can_fill_is_named() =>
        Assert.Equal(
            "Function Message: a Functions host hands on the text of a message: take a string, not a QueueMessage.",
            Assert.Throws<StartupException>(() => new HandlerFolder(typeof(MessageFunction))).Message);

    private void Build()
    {
        using var host = FunctionsApplication.CreateBuilder(_folder.Arguments, Classes).ConfigureFunctionsWebApplication().Build();
    }

    private static void Set(JsonObject root, string path, string? value)
    {
        var keys = path.Split('.');
        var parent = keys[..^1].Aggregate(root, (node, key) => node[key]!.AsObject());
        if (value is null) parent.Remove(keys[^1]);
        else parent[keys[^1]] = JsonNode.Parse(value);
    }
}
