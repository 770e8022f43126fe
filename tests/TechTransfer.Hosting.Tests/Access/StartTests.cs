using System.Net;
using TechTransfer.Hosting.Health;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Access;

public sealed class StartTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task A_local_key_is_refused_outside_development(string environment)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ThingApp.StartAsync(environment: environment));
        Assert.Contains("SignIn__LocalKeyFile", refused.Message, StringComparison.Ordinal);
        var evenWithAuthority = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            ThingApp.StartAsync(
                environment: environment,
                args: ["--SignIn:LocalKeyFile", ThingApp.Key.File, "--SignIn:Authority", "https://login.example.invalid"]
            )
        );
        Assert.Contains("SignIn__LocalKeyFile", evenWithAuthority.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_ahead_is_refused_outside_development()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            ThingApp.StartAsync(
                environment: "Production",
                args: ["--ClockAhead", "00:15:00", "--SignIn:LocalKeyFile", "", "--SignIn:Authority", "https://login.example.invalid"]
            )
        );
        Assert.Contains("ClockAhead", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-00:15:00")]
    public async Task A_clock_goes_ahead_by_a_span_of_time(string ahead)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ThingApp.StartAsync(args: ["--ClockAhead", ahead]));
        Assert.Contains("ClockAhead", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_that_trusts_nobody_does_not_start()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ThingApp.StartAsync(args: ["--SignIn:LocalKeyFile", ""]));
        Assert.Contains("SignIn__Authority", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_whose_key_file_is_missing_does_not_start()
    {
        await Assert.ThrowsAnyAsync<IOException>(() => ThingApp.StartAsync(args: ["--SignIn:LocalKeyFile", "/nowhere/signing.pub.pem"]));
    }

    [Fact]
    public async Task An_app_starts_while_its_storage_is_away_and_says_so()
    {
        await using var door = await StorageDoor.NewAsync();
        await door.ShutAsync();
        await using var app = await ThingApp.StartAsync(
            connection: door.Connection,
            environment: "Production",
            classes: [typeof(HealthFunctions)],
            args: ["--SignIn:Authority", "https://login.example.invalid", "--SignIn:Audience", "things"]
        );
        using var health = await app.GetAsync("health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains(
            app.Logs.AtLeast(Microsoft.Extensions.Logging.LogLevel.Warning),
            line => line.Contains("could not be read at the start", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(typeof(FunctionWithoutAccess), "NobodySaidWho must say who may call it: [Allowed] or [OpenToAll].")]
    [InlineData(typeof(StaticFunctionWithoutAccess), "StaticNobodySaidWho must say who may call it: [Allowed] or [OpenToAll].")]
    [InlineData(typeof(FunctionWithBothAccesses), "OpenAndClosed must say who may call it: [Allowed] or [OpenToAll].")]
    [InlineData(typeof(FunctionWithoutDescription), "NobodySaidWhat has no [Operation].")]
    public async Task A_function_that_does_not_say_who_and_what_stops_the_start(Type functions, string sentence)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            ThingApp.StartAsync(classes: [functions, typeof(ThingFunctions)])
        );
        Assert.Equal(sentence, refused.Message);
    }

    [Fact]
    public async Task In_production_a_token_of_the_checkout_is_worth_nothing()
    {
        var made = await ThingApp.SharedAsync();
        await using var app = await ThingApp.StartAsync(
            made.Name,
            environment: "Production",
            args: ["--SignIn:Authority", "https://127.0.0.1:1/nobody"]
        );
        using var answer = await app.GetAsync("who", ThingApp.Office());
        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
    }
}
