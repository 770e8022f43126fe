using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace TechTransfer.ProbeApp;

public static class HttpFunctions
{
    [Function("Greeting")]
    public static IActionResult Greeting(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greetings/{name}")] HttpRequest request,
        string name
    ) => new OkObjectResult(new { greeting = $"Hello, {name}", query = request.Query["q"].ToString() });

    [Function("Number")]
    public static IResult Number(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers/{value:int:min(1)}")] HttpRequest request,
        int value
    ) => Results.Text($"{request.Method} {value}");

    [Function("File")]
    public static IResult File([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{*path}")] HttpRequest request) =>
        Results.Text($"{request.RouteValues["path"]}");

    [Function("Methods")]
    public static IResult Methods(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "delete", Route = "methods")] HttpRequest request
    ) => Results.Text(request.Method);

    [Function("AnyMethod")]
    public static IResult AnyMethod([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text(request.Method);

    [Function("Created")]
    public static IResult Created([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "created")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.Append("Set-Cookie", "a=1");
        request.HttpContext.Response.Headers.Append("Set-Cookie", "b=2");
        return Results.Created("/api/created/1", new { id = 1 });
    }

    [Function("Redirect")]
    public static IResult Redirect([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "redirect")] HttpRequest _) =>
        Results.Redirect("/api/request");

    [Function("Echo")]
    public static async Task<IActionResult> Echo(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "put", Route = "echo")] HttpRequest request
    )
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return new FileContentResult(body.ToArray(), request.ContentType ?? "application/octet-stream");
    }

    [Function("Throws")]
    public static IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws")] HttpRequest _) =>
        throw new InvalidOperationException("The probe throws.");

    [Function("FailsWhileWriting")]
    public static IResult FailsWhileWriting(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fails-while-writing")] HttpRequest _
    ) => new Unwritable("");

    [Function("FailsAfterAPart")]
    public static IResult FailsAfterAPart([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fails-after-a-part")] HttpRequest _) =>
        new Unwritable("a part");

    [Function("Streams")]
    public static async Task Streams(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "streams/{gate}")] HttpRequest request,
        string gate
    )
    {
        var response = request.HttpContext.Response;
        response.ContentType = "text/plain";
        await response.WriteAsync("first ");
        await response.Body.FlushAsync();
        await Observed.Gate(gate).Task;
        await response.WriteAsync("last");
    }

    /// <summary>For tests of cancellation: shows which of the two tokens fires, the invocation's or the request's.</summary>
    [Function("Waits")]
    public static async Task<IResult> Waits(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "waits/{gate}")] HttpRequest request,
        string gate,
        FunctionContext context,
        CancellationToken cancellation
    )
    {
        using var cancelled = cancellation.Register(() => Observed.Add(context, $"{gate} cancelled"));
        using var aborted = request.HttpContext.RequestAborted.Register(() => Observed.Add(context, $"{gate} aborted"));
        Observed.Add(context, $"{gate} began");
        await Observed.Gate(gate).Task;
        return Results.Text("waited");
    }

    [Function("Reads")]
    public static async Task<IResult> Reads(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reads/{name}")] HttpRequest request,
        string name,
        FunctionContext context
    )
    {
        Observed.Add(context, $"{name} began");
        using var body = new StreamReader(request.Body);
        return Results.Text(await body.ReadToEndAsync());
    }

    [Function("Request")]
    public static IResult Request(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "request/{part?}")] HttpRequest request,
        FunctionContext context
    ) =>
        Results.Json(
            new
            {
                request.Scheme,
                Host = request.Host.Value,
                Path = request.Path.Value,
                Query = request.QueryString.Value,
                Address = $"{request.HttpContext.Connection.RemoteIpAddress?.MapToIPv4()}",
                context.InvocationId,
                context.TraceContext.TraceParent,
                Headers = request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()),
                Route = request.RouteValues.ToDictionary(r => r.Key, r => r.Value?.ToString()),
                Metadata = Observed.MetadataOf(context),
            }
        );

    [Function("Logs")]
    public static IResult Logs(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "logs")] HttpRequest request,
        FunctionContext context
    )
    {
        var log = context.GetLogger("Probe.Logs");
        log.LogInformation("one line of {Function}", "the probe");
        log.LogWarning("two lines:\nthe second");
        log.LogError(new InvalidOperationException("the probe's exception"), "a failure");
        log.LogDebug("below the level");
        return Results.Text($"{context.InvocationId} {request.Method}");
    }

    [Function("SwitchedOff")]
    public static IResult SwitchedOff([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "switched-off")] HttpRequest request) =>
        Results.Text(request.Method);

    private sealed class Unwritable(string part) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            if (part.Length > 0)
            {
                await httpContext.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(part));
                await httpContext.Response.Body.FlushAsync();
            }
            throw new InvalidOperationException("The probe's result cannot be written.");
        }
    }
}
