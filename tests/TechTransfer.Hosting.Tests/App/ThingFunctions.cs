using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Hosting.Tests.App;

public sealed class ThingFunctions(Commands<Thing> commands, Lists lists)
{
    [Function("CreateThing")]
    [Allowed(Role.Office, Role.Company)]
    [Operation("Create a thing", Body = typeof(ThingContent), Answer = typeof(ThingView), Status = 201, Effect = Effect.Creates)]
    public Task<IResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "things")] HttpRequest request,
        CancellationToken cancellation
    ) => commands.CreateAsync<ThingContent>(request, (id, content, caller) => Decide(id, content, caller), cancellation);

    /// <summary>A second route that creates things, for tests that send one idempotency key to two routes.</summary>
    [Function("ImportThing")]
    [Allowed(Role.Office)]
    [Operation(
        "Create a thing by another route",
        Body = typeof(ThingContent),
        Answer = typeof(ThingView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> Import(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "imported-things")] HttpRequest request,
        CancellationToken cancellation
    ) => commands.CreateAsync<ThingContent>(request, (id, content, caller) => Decide(id, content, caller), cancellation);

    [Function("ReplaceThing")]
    [Allowed(Role.Office, Role.Company)]
    [Operation("Replace a thing's content", Body = typeof(ThingContent), Answer = typeof(ThingView), Effect = Effect.Changes)]
    public Task<IResult> Replace(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "things/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ThingContent>(
            request,
            id,
            (thing, content, _) => new Change<Thing>(thing with { Content = content }, new ThingWritten(content.Title)),
            cancellation
        );

    [Function("CloseThing")]
    [Allowed(Role.Office, Role.Company)]
    [Operation("Close a thing that has a price", Answer = typeof(ThingView), Effect = Effect.Changes)]
    public Task<IResult> Close(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "things/{id}/close")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (thing, _, _) => DecideClose(thing), cancellation);

    /// <summary>Closes a thing, but only after the caller has disconnected.</summary>
    [Function("CloseThingSlowly")]
    [Allowed(Role.Office)]
    [Operation("Close a thing, slowly", Answer = typeof(ThingView), Effect = Effect.Changes)]
    public Task<IResult> CloseSlowly(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "things/{id}/close-slowly")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            (thing, _, _) =>
            {
                Entered.Release();
                return cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(20))
                    ? DecideClose(thing)
                    : throw new TimeoutException("The caller did not leave.");
            },
            cancellation
        );

    /// <summary>Released when a slow call has started.</summary>
    public static SemaphoreSlim Entered { get; } = new(0);

    [Function("GetThing")]
    [Allowed]
    [Operation("A thing", Answer = typeof(ThingView))]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "things/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);

    [Function("ListThings")]
    [Allowed]
    [Operation(
        "Things by status",
        Answer = typeof(PageBody),
        Query = ["status!: open or closed", "kind: Any", "limit: 1..200", "cursor: from the page before"]
    )]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "things")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Of(request);
        if (paging.Problem is { } problem)
            return new ProblemResult(problem);
        var page = await lists.ReadAsync(
            $"status|{request.Query["status"]}",
            paging.Value.Limit,
            paging.Value.Cursor,
            cancellation: cancellation
        );
        return page.Problem is { } badCursor
            ? new ProblemResult(badCursor)
            : Results.Json(new PageBody(page.Value.Items, paging.Value.Next(page.Value.Cursor)), Json.Options);
    }

    private static Outcome<Change<Thing>> Decide(string id, ThingContent content, Caller caller) =>
        content.Title.Length == 0
            ? Problem.Of(Catalogue.InvalidValue, ("reason", new Text("不能为空", "it is empty"))).At("title")
            : new Change<Thing>(new(id, caller.Organisation!, "open", content), new ThingWritten(content.Title));

    private static Outcome<Change<Thing>> DecideClose(Thing thing) =>
        thing switch
        {
            { Status: not "open" } => Problem.Of(Catalogue.WrongState, ("status", thing.Status), ("action", "close")),
            { Content.Price.Fen: 0 } => Problem
                .Of(Catalogue.InvalidValue, ("reason", new Text("价格为零", "the price is zero")))
                .At("price"),
            _ => new Change<Thing>(thing with { Status = "closed" }, new ThingClosed()),
        };
}
