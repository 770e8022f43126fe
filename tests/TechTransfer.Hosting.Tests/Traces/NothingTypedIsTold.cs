using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Health;
using TechTransfer.Hosting.Telemetry;
using TechTransfer.Hosting.Tests.App;
using TechTransfer.Testing;

namespace TechTransfer.Hosting.Tests.Traces;

/// <summary>Text from users never gets into logs or spans, whether the call succeeds, is refused or fails.</summary>
public sealed class NothingTypedIsTold
{
    private const string Mark = "Mark7107";
    private const string Name = "张某某印记（虚构）";

    [Fact]
    public async Task User_input_never_appears_in_logs_or_spans()
    {
        using var spans = new AllSpans();
        var queue = $"q{ThingApp.Random()}";
        var messages = new QueueClient(
            await AzuriteServer.ConnectionStringAsync(),
            queue,
            new() { MessageEncoding = QueueMessageEncoding.Base64 }
        );
        await messages.CreateAsync();
        await using var app = await ThingApp.StartAsync(
            classes:
            [
                typeof(ThingFunctions),
                typeof(ProbeFunctions),
                typeof(HealthFunctions),
                typeof(SweepFunctions),
                typeof(DeafFunctions),
            ],
            args: ["--DeafQueue", queue]
        );
        var token = ThingApp.Office();

        using var created = await SendAsync(
            HttpMethod.Post,
            $"things?note={Mark}",
            token,
            $$"""{"title":"{{Name}}","price":1,"lines":[{"description":"{{Mark}}","amount":1}]}""",
            $"{Mark}-key"
        );
        Assert.True(created.IsSuccessStatusCode || (int)created.StatusCode == 400, $"{created.StatusCode}");
        var path = await app.CreateAsync(token, $$"""{"title":"{{Name}}{{Mark}}","price":1}""");
        using var read = await SendAsync(HttpMethod.Get, $"asked?name={Uri.EscapeDataString(Name)}", token);
        Assert.True(read.IsSuccessStatusCode);

        (HttpMethod Method, string Path, string? Token, string? Json, string? Key)[] refused =
        [
            (HttpMethod.Post, "things", token, $$"""{"title":"{{Name}}","{{Mark}}":1""", Mark),
            (HttpMethod.Post, "things", token, $$"""{"title":"t","price":"{{Mark}}"}""", Mark),
            (HttpMethod.Post, "things", token, $$"""{"{{Mark}}":"{{Name}}"}""", ThingApp.Random()),
            (
                HttpMethod.Post,
                "things",
                token,
                $$"""{"title":"{{Mark}}","price":1,"colour":"{{Name}}","dueOn":"{{Mark}}"}""",
                ThingApp.Random()
            ),
            (HttpMethod.Post, "things", $"{Mark}.{Mark}.{Mark}", "{}", ThingApp.Random()),
            (HttpMethod.Post, "things", null, $$"""{"title":"{{Mark}}"}""", null),
            (HttpMethod.Get, $"things?cursor={Mark}&limit={Mark}", token, null, null),
            (HttpMethod.Get, $"{path}?q={Uri.EscapeDataString(Name)}", token, null, null),
            (HttpMethod.Get, $"things/{Uri.EscapeDataString(Name)}", token, null, null),
            (HttpMethod.Post, $"things/{Uri.EscapeDataString(Name)}/close", token, "{}", ThingApp.Random()),
            (HttpMethod.Post, $"{path}/close", token, $$"""{"reason":"{{Mark}}"}""", ThingApp.Random()),
            (HttpMethod.Get, $"officials?name={Mark}", token, null, null),
        ];
        foreach (var call in refused)
        {
            using var answer = await SendAsync(call.Method, call.Path, call.Token, call.Json, call.Key);
            Assert.InRange((int)answer.StatusCode, 400, 499);
        }

        // Failures: in a function, while and after a response is written, in a message, and in a sweep over an unreadable thing.
        foreach (var failing in (string[])["fail", "fail-while-answering"])
        {
            using var answer = await SendAsync(HttpMethod.Get, failing, token);
            Assert.Equal(500, (int)answer.StatusCode);
        }
        await Answers.AssertBreaksOffAsync(() => SendAsync(HttpMethod.Get, "fail-after-answering", token));
        var text = $$"""{"body":"{{Mark}}{{Name}}"}""";
        await messages.SendMessageAsync(text);
        await app.SpoilAsync(path, $$"""{"title":"{{Mark}}{{Name}}""");
        using var unreadable = await SendAsync(HttpMethod.Get, path, token);
        Assert.Equal(500, (int)unreadable.StatusCode);
        using var admin = new StringContent("""{"input":""}""", Encoding.UTF8, "application/json");
        using var swept = await app.Client.PostAsync(new Uri("/admin/functions/Sweep", UriKind.Relative), admin);
        for (
            var attempt = 0;
            attempt < 400
                && !(
                    DeafFunctions.Refused.GetValueOrDefault(text) > 0
                    && app.Logs.AtLeast(LogLevel.Error).Any(l => l.Contains("Set aside: marker", StringComparison.Ordinal))
                );
            attempt++
        )
            await Task.Delay(25);

        // Health shows the type of the error, but no content of the thing.
        using var health = await app.GetAsync("health");
        var aside = Assert.Single((await health.JsonAsync()).GetProperty("setAside").EnumerateArray());
        Assert.Equal(("marker", 1), (aside.GetProperty("work").GetString(), aside.GetProperty("count").GetInt32()));
        Assert.Equal("JsonException", Assert.Single(aside.GetProperty("reasons").EnumerateObject()).Name);

        string[] recorded = [.. app.Logs.AtLeast(LogLevel.Trace), .. app.Logs.Scopes, .. spans.Texts];
        // The logs do show what failed and where.
        Assert.Contains(
            recorded,
            t => t.Contains("Set aside: marker", StringComparison.Ordinal) && t.Contains("JsonException", StringComparison.Ordinal)
        );
        Assert.Contains(recorded, t => t.Contains("ProbeFunctions.Fail(", StringComparison.Ordinal));
        Assert.Contains(recorded, t => t.Contains("DeafFunctions.Refuse(", StringComparison.Ordinal));
        foreach (var secret in (string[])[Mark, Name, Uri.EscapeDataString(Name), Name[..3], "secret of"])
        {
            Assert.DoesNotContain(recorded, t => t.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }

        Task<HttpResponseMessage> SendAsync(HttpMethod method, string to, string? by, string? json = null, string? key = null) =>
            app.SendAsync(method, to, by, json, key, ifMatch: $"\"{Mark}\"", language: $"en, {Mark}", headers: Mark7107);
    }

    private static void Mark7107(HttpRequestHeaders headers)
    {
        headers.TryAddWithoutValidation("User-Agent", $"{Mark}/1");
        headers.TryAddWithoutValidation("Referer", $"https://{Mark}.example/{Mark}");
        headers.TryAddWithoutValidation("X-Forwarded-For", Mark);
        headers.TryAddWithoutValidation("traceparent", $"{Mark}");
    }

    private sealed class AllSpans : IDisposable
    {
        private readonly ConcurrentQueue<Activity> all = [];
        private readonly ActivityListener listener;

        public AllSpans()
        {
            listener = new()
            {
                ShouldListenTo = source =>
                    source.Name == Tracing.SourceName || source.Name.StartsWith("Azure.Data.Tables", StringComparison.Ordinal),
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = all.Enqueue,
            };
            ActivitySource.AddActivityListener(listener);
        }

        public IEnumerable<string> Texts =>
            all.SelectMany(s =>
                s.TagObjects.Select(t => $"{t.Key} {t.Value}")
                    .Concat(s.Events.SelectMany(e => e.Tags.Select(t => $"{e.Name} {t.Value}")))
                    .Concat([s.DisplayName, $"{s.StatusDescription}", $"{s.TraceStateString}"])
            );

        public void Dispose() => listener.Dispose();
    }
}
