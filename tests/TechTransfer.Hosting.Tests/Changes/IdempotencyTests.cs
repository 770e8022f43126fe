using System.Net;
using System.Text.Json;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Changes;

public sealed class IdempotencyTests
{
    private const string Pump = """{"title":"泵","price":12.50}""";

    [Theory]
    [InlineData(null, "idempotency_key_missing")]
    [InlineData("", "idempotency_key_missing")]
    [InlineData("\"\"", "idempotency_key_malformed")]
    [InlineData("two words", "idempotency_key_malformed")]
    [InlineData("\"half", "idempotency_key_malformed")]
    [InlineData("a\"b", "idempotency_key_malformed")]
    public async Task A_key_that_is_missing_or_malformed_is_refused(string? key, string code)
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.PostAsync("things", ThingApp.Office(), Pump, key);
        await answer.ProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task A_key_has_128_characters_at_most()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        using var most = await app.PostAsync("things", token, Pump, new string('k', 128));
        Assert.Equal(HttpStatusCode.Created, most.StatusCode);
        using var more = await app.PostAsync("things", token, Pump, new string('k', 129));
        await more.ProblemAsync(HttpStatusCode.BadRequest, "idempotency_key_malformed");
    }

    [Fact]
    public async Task Two_keys_at_once_are_refused()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.SendAsync(
            HttpMethod.Post,
            "things",
            ThingApp.Office(),
            Pump,
            headers: h => h.TryAddWithoutValidation("Idempotency-Key", ["a", "b"])
        );
        await answer.ProblemAsync(HttpStatusCode.BadRequest, "idempotency_key_malformed");
    }

    [Fact]
    public async Task Creating_answers_where_the_thing_is_and_which_version()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        using var created = await app.PostAsync("things", token, Pump, "k1");
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("\"1\"", created.Headers.ETag!.ToString());
        var thing = await created.JsonAsync();
        Assert.Equal($"/api/things/{thing.GetProperty("id").GetString()}", created.Headers.Location!.ToString());
        using var read = await app.Client.SendAsync(
            new(HttpMethod.Get, created.Headers.Location) { Headers = { { "Authorization", $"Bearer {token}" } } }
        );
        Assert.Equal(await created.Content.ReadAsStringAsync(), await read.Content.ReadAsStringAsync());
        Assert.Equal("\"1\"", read.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task A_repeated_creation_gets_the_first_answers_status_location_and_etag_and_the_thing_as_it_is_now()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        using var first = await app.PostAsync("things", token, Pump, "k1");
        using var second = await app.PostAsync("things", token, Pump, "\"k1\"");
        await AssertSameAsync(first, second);

        using var changed = await app.SendAsync(HttpMethod.Put, Path(first), token, """{"title":"阀","price":3}""", "k2", "\"1\"");
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        using var third = await app.PostAsync("things", token, Pump, "k1");
        Assert.Equal(
            (first.StatusCode, first.Headers.Location, first.Headers.ETag),
            (third.StatusCode, third.Headers.Location, third.Headers.ETag)
        );
        Assert.Equal(await changed.Content.ReadAsStringAsync(), await third.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_repeat_is_not_found_when_the_thing_is_no_longer_the_callers_to_see()
    {
        var app = await ThingApp.SharedAsync();
        var subject = ThingApp.Random();
        using var created = await app.PostAsync("things", ThingApp.Office(subject), Pump, "k1");
        // The same person now acts for another organisation.
        using var repeated = await app.PostAsync("things", ThingApp.Office(subject, ThingApp.U2), Pump, "k1");
        await repeated.ProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_repeated_change_gets_the_identical_answer_though_its_etag_is_stale_by_then()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        using var first = await app.PostAsync($"{path}/close", token, key: "k1", ifMatch: "\"1\"");
        Assert.Equal("\"2\"", first.Headers.ETag!.ToString());
        using var second = await app.PostAsync($"{path}/close", token, key: "\"k1\"", ifMatch: "\"1\"");
        await AssertSameAsync(first, second);
        // Letter case and a final slash do not make it another route.
        using var third = await app.PostAsync(
            $"{path.Replace("things", "Things", StringComparison.Ordinal)}/Close/",
            token,
            key: "k1",
            ifMatch: "\"1\""
        );
        await AssertSameAsync(first, third);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        using var first = await app.PostAsync("things", token, Pump, "k1");
        using var second = await app.PostAsync("things", token, """{"title":"阀","price":12.50}""", "k1");
        await second.ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        using var read = await app.GetAsync(Path(first), token);
        Assert.Equal("泵", (await read.JsonAsync()).GetProperty("title").GetString());
    }

    [Fact]
    public async Task The_same_key_on_another_way_to_the_same_thing_is_refused()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        using var first = await app.PostAsync("things", token, Pump, "k1");
        using var second = await app.PostAsync("imported-things", token, Pump, "k1");
        await second.ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }

    [Fact]
    public async Task The_same_key_of_another_caller_is_another_key()
    {
        var app = await ThingApp.SharedAsync();
        using var first = await app.PostAsync("things", ThingApp.Office(), Pump, "k1");
        using var second = await app.PostAsync("things", ThingApp.Office(), Pump, "k1");
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.NotEqual(Path(first), Path(second));
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token, """{"title":"泵","price":0}""");
        using var refused = await app.PostAsync($"{path}/close", token, key: "k1", ifMatch: "\"1\"");
        var problem = await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid_value");
        Assert.Equal(["price"], problem.Paths());

        using var priced = await app.SendAsync(HttpMethod.Put, path, token, """{"title":"泵","price":1}""", "k2", "\"1\"");
        Assert.Equal(HttpStatusCode.OK, priced.StatusCode);
        using var closed = await app.PostAsync($"{path}/close", token, key: "k1", ifMatch: "\"2\"");
        Assert.Equal("closed", (await closed.JsonAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_refused_creation_is_not_kept_either()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        using var refused = await app.PostAsync("things", token, """{"title":"","price":1}""", "k1");
        await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid_value");
        using var created = await app.PostAsync("things", token, Pump, "k1");
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
    }

    [Fact]
    public async Task Two_creations_at_once_with_one_key_make_one_thing_and_get_one_answer()
    {
        var app = await ThingApp.SharedAsync();
        for (var round = 0; round < 12; round++)
        {
            var token = ThingApp.Office();
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.PostAsync("things", token, Pump, "k1")));
            foreach (var answer in answers)
            {
                Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
                await AssertSameAsync(answers[0], answer);
            }
            Assert.Equal("\"1\"", (await app.GetAsync(Path(answers[0]), token)).Headers.ETag!.ToString());
        }
    }

    [Fact]
    public async Task A_change_during_which_the_storage_goes_can_be_sent_again()
    {
        await using var door = await StorageDoor.NewAsync();
        await using var app = await ThingApp.StartAsync(connection: door.Connection);
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        await door.ShutAsync();
        using var failed = await app.PostAsync($"{path}/close", token, key: "k1", ifMatch: "\"1\"");
        await failed.ProblemAsync(HttpStatusCode.ServiceUnavailable, "storage_unavailable");
        door.Open();
        using var closed = await app.PostAsync($"{path}/close", token, key: "k1", ifMatch: "\"1\"");
        Assert.Equal("closed", (await closed.JsonAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_same_change_twice_at_once_happens_once_and_gets_one_answer()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        for (var round = 0; round < 12; round++)
        {
            var path = await app.CreateAsync(token);
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 4).Select(_ => app.PostAsync($"{path}/close", token, key: "k1", ifMatch: "\"1\""))
            );
            foreach (var answer in answers)
            {
                Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
                await AssertSameAsync(answers[0], answer);
            }
        }
    }

    [Fact]
    public async Task A_command_whose_caller_leaves_is_brought_to_its_end()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        using var leaving = new CancellationTokenSource();
        var call = app.SendAsync(HttpMethod.Post, $"{path}/close-slowly", token, key: "k1", ifMatch: "\"1\"", cancellation: leaving.Token);
        Assert.True(await ThingFunctions.Entered.WaitAsync(TimeSpan.FromSeconds(20)));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        JsonElement thing;
        var deadline = TimeProvider.System.GetTimestamp();
        do
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(20));
            thing = await (await app.GetAsync(path, token)).JsonAsync();
        } while (thing.GetProperty("status").GetString() != "closed");

        // A repeat of the command gets the result.
        using var again = await app.PostAsync($"{path}/close-slowly", token, key: "k1", ifMatch: "\"1\"");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(2, (await again.JsonAsync()).GetProperty("version").GetInt64());
        Assert.DoesNotContain(
            app.Logs.AtLeast(Microsoft.Extensions.Logging.LogLevel.Error),
            line => line.Contains("CloseThingSlowly failed", StringComparison.Ordinal)
        );
    }

    private static string Path(HttpResponseMessage created) => created.Headers.Location!.ToString()["/api/".Length..];

    private static async Task AssertSameAsync(HttpResponseMessage expected, HttpResponseMessage actual)
    {
        Assert.Equal(await expected.Content.ReadAsStringAsync(), await actual.Content.ReadAsStringAsync());
        Assert.Equal(expected.StatusCode, actual.StatusCode);
        Assert.Equal(expected.Headers.ETag, actual.Headers.ETag);
        Assert.Equal(expected.Headers.Location, actual.Headers.Location);
        Assert.Equal(expected.Content.Headers.ContentType, actual.Content.Headers.ContentType);
    }
}
