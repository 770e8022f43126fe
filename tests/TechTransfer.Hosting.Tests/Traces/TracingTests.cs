using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Hosting.Telemetry;
using TechTransfer.Hosting.Tests.App;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.Storage;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Testing;

namespace TechTransfer.Hosting.Tests.Traces;

public sealed class TracingTests
{
    private const string Header = "Storage-Calls";

    [Fact]
    public async Task A_trace_that_a_caller_began_goes_on()
    {
        using var spans = new Spans();
        var app = await ThingApp.SharedAsync();
        using var answer = await app.SendAsync(HttpMethod.Get, "things/nothing", ThingApp.Office(), headers: spans.Begin);
        var problem = await answer.ProblemAsync(HttpStatusCode.NotFound, "not_found");

        var span = await spans.OneAsync();
        Assert.Equal("GetThing", span.DisplayName);
        Assert.Equal(ActivityKind.Server, span.Kind);
        Assert.Equal("vendor=1", span.TraceStateString);
        Assert.Equal(spans.Parent, span.ParentSpanId);
        Assert.Equal("GET", span.GetTagItem("http.request.method"));
        Assert.Equal("nothing", span.GetTagItem("techtransfer.id"));
        Assert.Equal("not_found", span.GetTagItem("techtransfer.problem"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        // The problem's trace id is that of the caller's trace, so operators can find it.
        Assert.Equal(spans.Trace, problem.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task Without_a_callers_trace_one_begins()
    {
        using var spans = new Spans();
        var app = await ThingApp.SharedAsync();
        var id = ThingApp.Random();
        using var answer = await app.GetAsync($"things/{id}", ThingApp.Office());
        var problem = await answer.ProblemAsync(HttpStatusCode.NotFound, "not_found");
        var span = await spans.OneAsync(s => (string?)s.GetTagItem("techtransfer.id") == id);
        Assert.Equal(span.TraceId.ToString(), problem.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task A_broken_traceparent_does_not_stop_the_call()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.SendAsync(
            HttpMethod.Get,
            "who",
            ThingApp.Office(),
            headers: h => h.TryAddWithoutValidation("traceparent", "00-xyz")
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_fault_of_ours_marks_the_span()
    {
        using var spans = new Spans();
        var app = await ThingApp.SharedAsync();
        using var answer = await app.SendAsync(HttpMethod.Get, "fail", null, headers: spans.Begin);
        var span = await spans.OneAsync();
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("internal_error", span.GetTagItem("techtransfer.problem"));
    }

    [Fact]
    public async Task The_storage_calls_are_counted_on_the_span_and_in_development_in_the_answer()
    {
        using var spans = new Spans();
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        using var read = await app.SendAsync(HttpMethod.Get, path, token, headers: spans.Begin);
        Assert.Equal("1", read.Headers.GetValues(Header).Single());
        Assert.Equal(1, (await spans.OneAsync()).GetTagItem("techtransfer.storage.calls"));

        using var open = await app.GetAsync("sizes/1");
        Assert.Equal("0", open.Headers.GetValues(Header).Single());

        using var created = await app.PostAsync("things", token, """{"title":"泵","price":1}""", "k1");
        // One read, a marker written and deleted, the transaction, and a list line written.
        Assert.Equal("5", created.Headers.GetValues(Header).Single());
    }

    [Fact]
    public async Task Two_calls_at_once_count_their_own_storage_calls()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.GetAsync(path, token)));
        Assert.All(answers, a => Assert.Equal("1", a.Headers.GetValues(Header).Single()));
    }

    [Fact]
    public async Task In_production_no_answer_shows_how_often_the_storage_is_called()
    {
        var made = await ThingApp.SharedAsync();
        await using var app = await ThingApp.StartAsync(
            made.Name,
            environment: "Production",
            args: ["--SignIn:Authority", "https://127.0.0.1:1/nobody"]
        );
        using var health = await app.GetAsync("health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.False(health.Headers.Contains(Header));
    }

    [Fact]
    public async Task No_span_contains_who_called_or_what_was_sent()
    {
        using var spans = new Spans();
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Key.Token("subject-4711", "office", "12500000MB00004711");
        using var created = await app.SendAsync(
            HttpMethod.Post,
            "things",
            token,
            """{"title":"secret title","price":4711.99}""",
            "key-4711",
            headers: spans.Begin
        );
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using var listed = await app.SendAsync(HttpMethod.Get, "things?status=open&party=4711", token, headers: spans.Begin);
        using var refused = await app.SendAsync(
            HttpMethod.Post,
            "things",
            token,
            """{"title":"","price":4711.99}""",
            "key-4711-2",
            headers: spans.Begin
        );

        var all = await spans.ManyAsync(3);
        var recorded = string.Join(
            ' ',
            all.SelectMany(s =>
                s.TagObjects.Select(t => $"{t.Key}={t.Value}")
                    .Concat(s.Baggage.Select(b => $"{b.Key}={b.Value}"))
                    .Append(s.DisplayName)
                    .Append(s.StatusDescription)
            )
        );
        Assert.Contains("faas.invocation_id=", recorded, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", recorded, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", recorded, StringComparison.Ordinal);
        Assert.DoesNotContain("虚构", recorded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_logged_says_on_which_trace_and_about_what_it_was()
    {
        await using var app = await ThingApp.StartAsync();
        var (id, trace) = (ThingApp.Random(), ActivityTraceId.CreateRandom());
        using var answer = await app.SendAsync(
            HttpMethod.Get,
            $"things/{id}",
            ThingApp.Office(),
            headers: h => h.TryAddWithoutValidation("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01")
        );
        Assert.Contains($"{id} on trace {trace}", app.Logs.Scopes);
    }

    [Fact]
    public async Task Where_nobody_records_a_trace_its_number_still_goes_with_the_messages()
    {
        var queue = $"t{ThingApp.Random()}-heard";
        var client = new Azure.Storage.Queues.QueueClient(
            await AzuriteServer.ConnectionStringAsync(),
            queue,
            new() { MessageEncoding = Azure.Storage.Queues.QueueMessageEncoding.Base64 }
        );
        await client.CreateIfNotExistsAsync();
        await using var app = await ThingApp.StartAsync(
            classes: [typeof(ThingFunctions), typeof(HearingFunctions)],
            args: ["--HeardQueue", queue]
        );
        var trace = ActivityTraceId.CreateRandom();
        await client.SendMessageAsync(
            Json.Write(
                new Envelope(
                    "e1",
                    "ThingWritten",
                    "t8",
                    1,
                    DateTimeOffset.UnixEpoch,
                    null,
                    null,
                    Trace: $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"
                )
            )
        );
        for (var attempt = 0; attempt < 400 && !HearingFunctions.Heard.ContainsKey("t8"); attempt++)
            await Task.Delay(25);
        Assert.Contains($"t8 on trace {trace}", app.Logs.Scopes);
        Assert.Equal(trace, HearingFunctions.Heard["t8"]);
    }

    [Fact]
    public async Task What_a_message_brings_about_is_part_of_the_trace_that_sent_it()
    {
        using var spans = new Spans();
        var queue = $"t{ThingApp.Random()}-heard";
        var client = new Azure.Storage.Queues.QueueClient(
            await AzuriteServer.ConnectionStringAsync(),
            queue,
            new() { MessageEncoding = Azure.Storage.Queues.QueueMessageEncoding.Base64 }
        );
        await client.CreateIfNotExistsAsync();
        await using var app = await ThingApp.StartAsync(
            classes: [typeof(ThingFunctions), typeof(HearingFunctions)],
            args: ["--HeardQueue", queue]
        );
        var traceparent = $"00-{spans.Trace}-{spans.Parent}-01";
        await client.SendMessageAsync(
            Json.Write(new Envelope("e1", "ThingWritten", "t7", 1, DateTimeOffset.UnixEpoch, null, null, Trace: traceparent))
        );
        await client.SendMessageAsync("no JSON");

        var span = await spans.OneAsync();
        Assert.Equal(("Hear", ActivityKind.Consumer, spans.Parent), (span.DisplayName, span.Kind, span.ParentSpanId));
        Assert.Equal(("t7", "ThingWritten"), (span.GetTagItem("techtransfer.id"), span.GetTagItem("techtransfer.message")));
        var other = await spans.OneAsync(s => s.DisplayName == "Hear" && s.TraceId.ToString() != spans.Trace);
        Assert.Null(other.GetTagItem("techtransfer.id"));
    }

    [Fact]
    public async Task A_command_hands_its_trace_to_the_messages_it_sends()
    {
        using var spans = new Spans();
        var name = $"t{ThingApp.Random()}";
        var connection = await AzuriteServer.ConnectionStringAsync();
        var storage = AppStorage.Open(
            name,
            setting => setting == "AzureWebJobsStorage" ? connection : null,
            consumers: new Dictionary<string, IReadOnlyList<string>> { ["thingClosed"] = [$"{name}-inbox"] }
        );
        await storage.CreateMissingAsync([$"{name}-inbox"]);
        var store = new AggregateStore<Thing>(
            storage,
            new("thing") { Messages = (_, _) => [new ThingClosed()] },
            TimeProvider.System,
            NullLogger<AggregateStore<Thing>>.Instance
        );
        using (var command = new ActivitySource(Tracing.SourceName).StartActivity("Close")!)
        {
            var caller = new Caller("u1", "某人（虚构）", new HashSet<Role> { Role.Office }, null);
            Assert.Null(
                (
                    await store.CommitAsync(
                        await store.LoadAsync("t1"),
                        new(new("t1", ThingApp.U1, "closed", new("泵", Yuan.Zero)), new ThingClosed()),
                        caller,
                        null
                    )
                ).Problem
            );
            var client = new Azure.Storage.Queues.QueueClient(
                connection,
                $"{name}-inbox",
                new() { MessageEncoding = Azure.Storage.Queues.QueueMessageEncoding.Base64 }
            );
            var message = (await client.ReceiveMessageAsync()).Value;
            Assert.Equal(command.Id, Json.Read<Envelope>(message.Body.ToString()).Trace);
        }
    }

    /// <summary>Records the spans of one trace, from the source that apps export.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly ConcurrentQueue<Activity> all = [];
        private readonly ActivityListener listener;

        public Spans()
        {
            listener = new()
            {
                ShouldListenTo = source => source.Name == Tracing.SourceName,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = all.Enqueue,
            };
            ActivitySource.AddActivityListener(listener);
        }

        public string Trace { get; } = ActivityTraceId.CreateRandom().ToString();

        public ActivitySpanId Parent { get; } = ActivitySpanId.CreateRandom();

        public void Begin(System.Net.Http.Headers.HttpRequestHeaders headers)
        {
            headers.TryAddWithoutValidation("traceparent", $"00-{Trace}-{Parent}-01");
            headers.TryAddWithoutValidation("tracestate", "vendor=1");
        }

        public Task<Activity> OneAsync() => OneAsync(s => s.TraceId.ToString() == Trace);

        public async Task<Activity> OneAsync(Func<Activity, bool> which) => Assert.Single(await SomeAsync(1, which));

        public Task<IReadOnlyList<Activity>> ManyAsync(int count) => SomeAsync(count, s => s.TraceId.ToString() == Trace);

        public void Dispose() => listener.Dispose();

        // A span may end only after the caller has received the response.
        private async Task<IReadOnlyList<Activity>> SomeAsync(int count, Func<Activity, bool> which)
        {
            for (var attempt = 0; attempt < 200 && all.Count(which) < count; attempt++)
                await Task.Delay(25);
            return [.. all.Where(which)];
        }
    }
}
