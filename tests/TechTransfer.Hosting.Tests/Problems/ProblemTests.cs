using System.Net;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Problems;

public sealed class ProblemTests
{
    [Theory]
    [InlineData(null, "zh-CN")]
    [InlineData("", "zh-CN")]
    [InlineData("*", "zh-CN")]
    [InlineData("fr, de;q=0.9", "zh-CN")]
    [InlineData("zh-TW", "zh-CN")]
    [InlineData("zh-Hans-CN", "zh-CN")]
    [InlineData("en", "en")]
    [InlineData("EN-gb", "en")]
    [InlineData("fr, en;q=0.2", "en")]
    [InlineData("en;q=0.5, zh-CN;q=0.9", "zh-CN")]
    [InlineData("zh;q=0.5, en;q=0.9", "en")]
    [InlineData("en, zh", "en")]
    [InlineData("en;q=0", "zh-CN")]
    [InlineData("zh;q=0, en;q=0.1", "en")]
    [InlineData("english, eng", "zh-CN")]
    [InlineData(";;;q=x", "zh-CN")]
    public async Task A_problem_speaks_the_language_that_the_caller_prefers(string? accepted, string language)
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("who", language: accepted);
        var problem = await answer.ProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
        Assert.Equal([language], answer.Content.Headers.ContentLanguage);
        Assert.Equal(language == "en" ? "Not signed in" : "未登录", problem.GetProperty("title").GetString());
        Assert.StartsWith(
            language == "en" ? "You are not signed in" : "您尚未登录",
            problem.GetProperty("detail").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_problem_has_the_trace_under_which_the_operator_finds_it()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("who");
        var problem = await answer.ProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("traceId").GetString());
        Assert.Equal(
            ["code", "detail", "errors", "status", "title", "traceId", "type"],
            problem.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task An_internal_error_is_logged_with_its_type_and_place_and_reveals_nothing_to_the_caller()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("fail", language: "en");
        await answer.ProblemAsync(HttpStatusCode.InternalServerError, "internal_error");
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(
            app.Logs.AtLeast(LogLevel.Error),
            line =>
                line.Contains("Fail failed", StringComparison.Ordinal)
                && line.Contains("InvalidOperationException", StringComparison.Ordinal)
                && line.Contains("ProbeFunctions.Fail(", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_fault_of_ours_says_when_to_come_again()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("fail");
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task What_the_storage_refuses_is_a_fault_of_ours_and_not_of_the_storage()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("ask-wrongly");
        await answer.ProblemAsync(HttpStatusCode.InternalServerError, "internal_error");
        Assert.Contains(
            app.Logs.AtLeast(LogLevel.Error),
            line =>
                line.Contains("AskWrongly failed", StringComparison.Ordinal)
                && line.Contains("The storage answered 400 InvalidInput", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_fault_while_the_answer_is_written_is_a_problem_too()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("fail-while-answering");
        await answer.ProblemAsync(HttpStatusCode.InternalServerError, "internal_error");
        Assert.DoesNotContain("first", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(
            app.Logs.AtLeast(LogLevel.Error),
            line =>
                line.Contains("FailWhileAnswering failed", StringComparison.Ordinal)
                && line.Contains("BrokenView", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_answer_that_breaks_off_does_not_look_whole()
    {
        var app = await ThingApp.SharedAsync();
        await Answers.AssertBreaksOffAsync(() => app.GetAsync("fail-after-answering"));
        Assert.Contains(app.Logs.AtLeast(LogLevel.Error), line => line.Contains("FailAfterAnswering", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_who_leaves_while_the_storage_is_slow_is_no_fault_of_the_storage()
    {
        await using var door = await StorageDoor.NewAsync();
        await using var app = await ThingApp.StartAsync(connection: door.Connection);
        await door.ShutAsync();
        door.OpenSilently();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            app.SendAsync(HttpMethod.Get, "things/nothing", ThingApp.Office(), cancellation: patience.Token)
        );
        await Task.Delay(500);
        Assert.Empty(app.Logs.AtLeast(LogLevel.Error));
    }

    [Fact]
    public async Task A_storage_that_is_gone_is_a_503_that_says_when_to_come_again()
    {
        await using var door = await StorageDoor.NewAsync();
        await using var app = await ThingApp.StartAsync(connection: door.Connection);
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        await door.ShutAsync();

        using var answer = await app.GetAsync(path, token, "en");
        await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "storage_unavailable");
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter!.Delta);
        Assert.Contains(
            app.Logs.AtLeast(LogLevel.Error),
            line => line.Contains("The storage failed in GetThing", StringComparison.Ordinal)
        );

        door.Open();
        using var again = await app.GetAsync(path, token);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }
}
