using System.Globalization;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Documents;
using TechTransfer.Hosting.SignIn;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;

namespace TechTransfer.Hosting.Tests.App;

public sealed record CallerView(string Subject, string Name, IReadOnlyList<string> Roles, string? Organisation);

[SchemaName("SizeView")]
public sealed record SizeBody(long Size);

public sealed record AddressView(string Address);

/// <summary>A result whose serialisation fails halfway.</summary>
public sealed record BrokenView(string First)
{
    public string Second => throw new InvalidOperationException("secret of the writer");
}

public sealed class ProbeFunctions
{
    [Function("Who")]
    [Allowed]
    [Operation("Who calls", Answer = typeof(CallerView))]
    public IResult Who([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "who")] HttpRequest request)
    {
        var caller = request.Caller();
        return Results.Json(
            new CallerView(
                caller.Subject,
                caller.Name,
                [.. caller.Roles.Select(r => r.ToString()).Order(StringComparer.Ordinal)],
                caller.Organisation
            ),
            Json.Options
        );
    }

    [Function("Address")]
    [OpenToAll]
    [Operation("Where the call comes from", Query = ["proxies!: how many stand before the host"], Answer = typeof(AddressView))]
    public IResult Address([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "address")] HttpRequest request) =>
        Results.Json(
            new AddressView(request.CallerAddressBehind(int.Parse(request.Query["proxies"]!, CultureInfo.InvariantCulture)).ToString()),
            Json.Options
        );

    [Function("Officials")]
    [Allowed(Role.Registrar, Role.Approver)]
    [Operation("For officials only", Answer = typeof(SizeBody))]
    public IResult Officials([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "officials")] HttpRequest request) =>
        Results.Json(new SizeBody(1), Json.Options);

    [Function("Sizes")]
    [OpenToAll]
    [Operation("Open to all; several lines, some by route", Answer = typeof(IReadOnlyList<SizeBody>))]
    public IResult Sizes(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sizes/{count:int}")] HttpRequest request,
        string count
    ) => Results.Json(Enumerable.Range(1, int.Parse(count, CultureInfo.InvariantCulture)).Select(i => new SizeBody(i)), Json.Options);

    [Function("Callers")]
    [OpenToAll]
    [Operation("Open to all; another list", Answer = typeof(IReadOnlyList<CallerView>))]
    public IResult Callers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "callers")] HttpRequest request) =>
        Results.Json<CallerView[]>([new("u1", "某人（虚构）", ["Office"], null)], Json.Options);

    [Function("Fail")]
    [OpenToAll]
    [Operation("Always fails")]
    public IResult Fail([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fail")] HttpRequest request) =>
        throw new InvalidOperationException("secret of the function");

    [Function("AskWrongly")]
    [OpenToAll]
    [Operation("The storage refuses what it is asked")]
    public IResult AskWrongly([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ask-wrongly")] HttpRequest request) =>
        throw new RequestFailedException(400, "secret of the storage", "InvalidInput", null);

    [Function("BreakAFile")]
    [OpenToAll]
    [Operation("Fails at a file of its own")]
    public IResult BreakAFile([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "break-a-file")] HttpRequest request) =>
        throw new FileNotFoundException("secret of the disk");

    [Function("FailWhileAnswering")]
    [OpenToAll]
    [Operation("Fails while its answer is written", Answer = typeof(SizeBody))]
    public IResult FailWhileAnswering(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fail-while-answering")] HttpRequest request
    ) => Results.Json(new BrokenView("first"), Json.Options);

    [Function("FailAfterAnswering")]
    [OpenToAll]
    [Operation("Fails when a part of the answer is out", AnswerMediaTypes = ["text/plain"])]
    public IResult FailAfterAnswering(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fail-after-answering")] HttpRequest request
    ) =>
        Download.Written(
            "text/plain",
            "part.txt",
            async stream =>
            {
                await stream.WriteAsync("part"u8.ToArray());
                await stream.FlushAsync();
                throw new InvalidOperationException("secret of the stream");
            }
        );

    [Function("Upload")]
    [Allowed]
    [Operation("Takes a file", BodyMediaTypes = ["application/pdf"], Answer = typeof(SizeBody))]
    public async Task<IResult> Upload(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "uploads")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var buffer = new byte[64 * 1024];
        long size = 0;
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
            size += read;
        return Results.Json(new SizeBody(size), Json.Options);
    }

    [Function("Asked")]
    [Allowed]
    [Operation("The name that was asked for", Query = ["name: Any"], Answer = typeof(string))]
    public IResult Asked([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "asked")] HttpRequest request) =>
        Results.Json(request.Query["name"].ToString(), Json.Options);

    [Function("Parse")]
    [Allowed]
    [Operation("A dry run: reads a content and answers it", Body = typeof(ThingContent), Answer = typeof(ThingContent))]
    public async Task<IResult> Parse(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "parse")] HttpRequest request,
        CancellationToken cancellation
    ) => Results.Json(await request.ReadJsonAsync<ThingContent>(cancellation), Json.Options);
}

/// <summary>Functions with wrong access attributes; an app with one of them must not start.</summary>
public sealed class FunctionWithoutAccess
{
    [Function("NobodySaidWho")]
    [Operation("Nobody said who may call it")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "nobody")] HttpRequest request) => Results.Ok();
}

public sealed class FunctionWithBothAccesses
{
    [Function("OpenAndClosed")]
    [Allowed]
    [OpenToAll]
    [Operation("Says both")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "both")] HttpRequest request) => Results.Ok();
}

public sealed class FunctionWithoutDescription
{
    [Function("NobodySaidWhat")]
    [OpenToAll]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "what")] HttpRequest request) => Results.Ok();
}

public static class StaticFunctionWithoutAccess
{
    [Function("StaticNobodySaidWho")]
    [Operation("Nobody said who may call it")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "static")] HttpRequest request) => Results.Ok();
}
