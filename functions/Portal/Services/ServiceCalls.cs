using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TechTransfer.Portal.Services;

/// <summary>For whom a service is called.</summary>
/// <param name="Language">Language of the problems in the answer.</param>
/// <param name="Token">The user's own token; null for somebody who has not signed in.</param>
public sealed record Asker(Language Language, string? Token = null);

/// <summary>Calls the services by HTTP. Each call has the same budget of time; whatever goes wrong becomes a problem.</summary>
public sealed class ServiceCalls(ILogger<ServiceCalls> log)
{
    /// <summary>Longer than a cold start of a service takes.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(15);

    private static readonly HttpClient Http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            // Addresses of services change when they are moved.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Reads what a path of a service answers.</summary>
    public async Task<Outcome<T>> GetAsync<T>(Uri service, string path, Asker asker, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service, path));
        return await SendAsync<T>(request, asker, cancellation);
    }

    /// <summary>Reads a JSON answer, or the problem that the service answered with.</summary>
    public async Task<Outcome<T>> SendAsync<T>(HttpRequestMessage request, Asker asker, CancellationToken cancellation)
    {
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        budget.CancelAfter(Budget);
        request.Headers.AcceptLanguage.ParseAdd(asker.Language == Language.English ? "en" : "zh-CN");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (asker.Token is { } token)
            request.Headers.Authorization = new("Bearer", token);
        try
        {
            using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, budget.Token);
            if (answer.IsSuccessStatusCode)
                return (await answer.Content.ReadFromJsonAsync<T>(Json.Options, budget.Token))!;
            if (answer.Content.Headers.ContentType?.MediaType == ProblemResult.MediaType)
                return ProblemOf((await answer.Content.ReadFromJsonAsync<ProblemBody>(Json.Options, budget.Token))!, answer);
            log.LogError("{Service} answers {Status} without a problem", request.RequestUri?.AbsolutePath, (int)answer.StatusCode);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or JsonException or IOException
                || (failure is OperationCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            log.LogError("{Service} does not answer: {Failure}", request.RequestUri?.Authority, failure.GetType().Name);
        }
        return Problem.Of(Catalogue.ServiceUnavailable);
    }

    // The service has chosen the language already.
    private static Problem ProblemOf(ProblemBody body, HttpResponseMessage answer)
    {
        var message = Text.Same(body.Detail);
        return new(
            new(body.Code, body.Status, message),
            message,
            [.. body.Errors.Select(e => new ProblemError(e.Path, e.Code, Text.Same(e.Message)))]
        )
        {
            RetryAfterSeconds = answer.Headers.RetryAfter?.Delta is { } wait ? (int)wait.TotalSeconds : null,
        };
    }
}
