using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using TechTransfer.Hosting.Problems;
using TechTransfer.Hosting.SignIn;
using TechTransfer.Hosting.Telemetry;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Aggregates;

namespace TechTransfer.Hosting.Commands;

/// <summary>Settings shared by all commands on one kind of aggregate.</summary>
/// <param name="IdPrefix">Prefix from which the ids of created aggregates are derived.</param>
/// <param name="Path">URL path of the aggregates, without the id: <c>/api/contracts</c>.</param>
/// <param name="MaySee">Whether a caller may see the aggregate; if not, the answer is 404.</param>
/// <param name="View">The JSON of the aggregate for a caller.</param>
public sealed record CommandSettings<TState>(
    string IdPrefix,
    string Path,
    Func<TState, Caller, bool> MaySee,
    Func<Loaded<TState>, Caller, object> View
);

/// <summary>The answer to a command on a part of an aggregate.</summary>
/// <param name="Body">The part's JSON.</param>
/// <param name="Location">URL path of a part that the command created, for a 201; null for a 200.</param>
public sealed record PartAnswer(object Body, string? Location = null);

/// <summary>
/// Executes HTTP commands on aggregates so that clients can safely repeat them. Checks in this order: earlier command with the same
/// idempotency key, visibility, If-Match, the decision's rules; then commits. A repeated command gets the first answer's status, Location
/// and ETag, with the aggregate in its current state.
/// </summary>
public sealed class Commands<TState>(AggregateStore<TState> store, CommandSettings<TState> settings)
    where TState : class
{
    /// <summary>The id is derived from caller and idempotency key, so that a repeated command finds the aggregate. Answers 201 with
    /// Location.</summary>
    public Task<IResult> CreateAsync<TBody>(
        HttpRequest request,
        Func<string, TBody, Caller, Outcome<Change<TState>>> decide,
        CancellationToken cancellation
    ) => CreateAsync<TBody>(request, (id, body, caller) => Task.FromResult(decide(id, body, caller)), cancellation);

    /// <summary>For decisions that read other aggregates; otherwise the same as the overload above. Answers 201 with Location.</summary>
    public Task<IResult> CreateAsync<TBody>(
        HttpRequest request,
        Func<string, TBody, Caller, Task<Outcome<Change<TState>>>> decide,
        CancellationToken cancellation
    ) => CreateAsync(request, command => Task.FromResult(command.DeriveId(settings.IdPrefix)), decide, cancellation);

    /// <summary>For aggregates whose id does not always follow from the key, such as an income that has a distribution already:
    /// <paramref name="idOf"/> chooses the id. Answers 201 with Location.</summary>
    public async Task<IResult> CreateAsync<TBody>(
        HttpRequest request,
        Func<CommandKey, Task<string>> idOf,
        Func<string, TBody, Caller, Task<Outcome<Change<TState>>>> decide,
        CancellationToken cancellation
    )
    {
        var caller = request.Caller();
        var key = request.IdempotencyKey();
        var bytes = await request.ReadJsonBytesAsync(cancellation);
        var body = RequestBody.Parse<TBody>(bytes);
        var command = Key(request, caller, key, bytes);
        var id = await idOf(command);
        return await RunAsync(
            request,
            id,
            command,
            isCreation: true,
            // The aggregate was created with this key on another route, or so long ago that the request row has been deleted.
            async loaded =>
                loaded.Exists ? Problem.Of(Catalogue.IdempotencyKeyReused) : await decide(id, body, caller),
            answer: null,
            cancellation
        );
    }

    /// <summary>If-Match must name the version that the client has read: 428 without it, 412 when the aggregate has changed.</summary>
    public Task<IResult> ChangeAsync<TBody>(
        HttpRequest request,
        string id,
        Func<TState, TBody, Caller, Outcome<Change<TState>>> decide,
        CancellationToken cancellation
    ) => ChangeAsync<TBody>(request, id, (state, body, caller) => Task.FromResult(decide(state, body, caller)), cancellation);

    /// <summary>For decisions that read other aggregates; otherwise the same as the overload above, and If-Match is required too.</summary>
    public async Task<IResult> ChangeAsync<TBody>(
        HttpRequest request,
        string id,
        Func<TState, TBody, Caller, Task<Outcome<Change<TState>>>> decide,
        CancellationToken cancellation
    )
    {
        var caller = request.Caller();
        var key = request.IdempotencyKey();
        var bytes = await request.ReadJsonBytesAsync(cancellation);
        var body = RequestBody.Parse<TBody>(bytes);
        return await RunAsync(
            request,
            id,
            Key(request, caller, key, bytes),
            isCreation: false,
            loaded => decide(loaded.State!, body, caller),
            answer: null,
            cancellation
        );
    }

    /// <summary>Changes a part of an aggregate. <paramref name="answer"/> makes the answer from the aggregate and the id of the part that
    /// the command created, null when it created none. Requires If-Match with the version of the whole aggregate.</summary>
    public async Task<IResult> ChangePartAsync<TBody>(
        HttpRequest request,
        string id,
        Func<Loaded<TState>, TBody, Caller, Task<Outcome<Change<TState>>>> decide,
        Func<Loaded<TState>, string?, PartAnswer> answer,
        CancellationToken cancellation
    )
    {
        var caller = request.Caller();
        var key = request.IdempotencyKey();
        var bytes = await request.ReadJsonBytesAsync(cancellation);
        var body = RequestBody.Parse<TBody>(bytes);
        return await RunAsync(
            request,
            id,
            Key(request, caller, key, bytes),
            isCreation: false,
            loaded => decide(loaded, body, caller),
            answer,
            cancellation
        );
    }

    /// <summary>Creates the aggregate with the id in the route, or changes it. The decision gets a null state when it does not exist;
    /// otherwise If-Match is required.</summary>
    public async Task<IResult> PutAsync<TBody>(
        HttpRequest request,
        string id,
        Func<TState?, TBody, Caller, Outcome<Change<TState>>> decide,
        CancellationToken cancellation
    )
    {
        var caller = request.Caller();
        var key = request.IdempotencyKey();
        var bytes = await request.ReadJsonBytesAsync(cancellation);
        var body = RequestBody.Parse<TBody>(bytes);
        return await RunAsync(
            request,
            id,
            Key(request, caller, key, bytes),
            isCreation: false,
            loaded => Task.FromResult(decide(loaded.State, body, caller)),
            answer: null,
            cancellation,
            mayBeMissing: true
        );
    }

    /// <summary>Changes an aggregate without If-Match, for changes that cannot overwrite other people's, such as marking a notification as
    /// read.</summary>
    public async Task<IResult> MarkAsync<TBody>(
        HttpRequest request,
        string id,
        Func<TState, TBody, Caller, Outcome<Change<TState>>> decide,
        CancellationToken cancellation
    )
    {
        var caller = request.Caller();
        var key = request.IdempotencyKey();
        var bytes = await request.ReadJsonBytesAsync(cancellation);
        var body = RequestBody.Parse<TBody>(bytes);
        return await RunAsync(
            request,
            id,
            Key(request, caller, key, bytes),
            isCreation: false,
            loaded => Task.FromResult(decide(loaded.State!, body, caller)),
            answer: null,
            cancellation,
            onAnyVersion: true
        );
    }

    /// <summary>Changes an aggregate with a body that is not JSON and has already been received and hashed. <paramref name="answer"/> makes
    /// the answer's JSON.</summary>
    public async Task<IResult> ChangeAsync(
        HttpRequest request,
        string id,
        string bodyHash,
        Func<Loaded<TState>, Caller, Task<Outcome<Change<TState>>>> decide,
        Func<TState, object> answer,
        CancellationToken cancellation
    )
    {
        var caller = request.Caller();
        var command = new CommandKey(caller.Subject, Route(request), request.IdempotencyKey(), bodyHash);
        return await RunAsync(
            request,
            id,
            command,
            isCreation: false,
            loaded => decide(loaded, caller),
            (after, _) => new(answer(after.State!)),
            cancellation
        );
    }

    /// <summary>Reads an aggregate. Answers 404 when the caller may not see it, 304 when If-None-Match names the current version.</summary>
    public Task<IResult> ReadAsync(HttpRequest request, string id, CancellationToken cancellation) =>
        ReadPartAsync(request, id, settings.View, cancellation);

    /// <summary>Reads a part of an aggregate or something derived from it. Also answers 404 when <paramref name="view"/> returns
    /// null.</summary>
    public Task<IResult> ReadPartAsync(
        HttpRequest request,
        string id,
        Func<Loaded<TState>, Caller, object?> view,
        CancellationToken cancellation
    ) => ReadPartAsync(request, id, (loaded, caller) => Task.FromResult(view(loaded, caller)), cancellation);

    /// <summary>For a view that reads more than the aggregate.</summary>
    public async Task<IResult> ReadPartAsync(
        HttpRequest request,
        string id,
        Func<Loaded<TState>, Caller, Task<object?>> view,
        CancellationToken cancellation
    )
    {
        var caller = request.Caller();
        if (!Ids.CanBe(id))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var loaded = await store.LoadAsync(id, cancellation);
        if (!loaded.Exists || !settings.MaySee(loaded.State!, caller))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (await view(loaded, caller) is not { } body)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (Names(request.GetTypedHeaders().IfNoneMatch, loaded.Version))
        {
            request.HttpContext.Response.Headers.ETag = Tag(loaded.Version);
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }
        return new Answer(StatusCodes.Status200OK, body, Tag(loaded.Version), null);
    }

    private async Task<IResult> RunAsync(
        HttpRequest request,
        string id,
        CommandKey command,
        bool isCreation,
        Func<Loaded<TState>, Task<Outcome<Change<TState>>>> decide,
        Func<Loaded<TState>, string?, PartAnswer>? answer,
        CancellationToken cancellation,
        bool mayBeMissing = false,
        bool onAnyVersion = false
    )
    {
        var caller = request.Caller();
        if (!Ids.CanBe(id))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        // Set here because the route of a creating command does not contain the id.
        Activity.Current?.SetTag(Tracing.IdTag, id);
        var (loaded, earlier) = await store.LoadAsync(id, command, cancellation);
        if (earlier is { } past)
        {
            if (past.BodyHash != command.BodyHash)
                return new ProblemResult(Problem.Of(Catalogue.IdempotencyKeyReused));
            // The command may have been committed between the two reads.
            if (loaded.Version < past.Version)
                loaded = await store.LoadAsync(id, cancellation);
            if (!loaded.Exists || !settings.MaySee(loaded.State!, caller))
                return new ProblemResult(Problem.Of(Catalogue.NotFound));
            return AnswerOf(
                past.State is { } state ? loaded with { State = state, Version = past.Version } : loaded,
                past.Version,
                past.Part,
                past.Refusal
            );
        }
        if (!isCreation && (loaded.Exists || !mayBeMissing))
        {
            if (!loaded.Exists || !settings.MaySee(loaded.State!, caller))
                return new ProblemResult(Problem.Of(Catalogue.NotFound));
        }
        if (!isCreation && !onAnyVersion && IfMatchHeader.Against(request, loaded.Exists ? Tag(loaded.Version) : null) is { } wrongTag)
            return new ProblemResult(wrongTag);
        var decided = await decide(loaded);
        if (decided.Problem is { } refused)
            return new ProblemResult(refused);
        // The commit is not cancelled when the client disconnects.
        var committed = await store.CommitAsync(loaded, decided.Value, caller, command, CancellationToken.None);
        if (committed.Problem is { } conflict)
            return new ProblemResult(conflict);
        return AnswerOf(committed.Value, committed.Value.Version, decided.Value.Part, store.AbortedProblem(committed.Value));

        IResult AnswerOf(Loaded<TState> after, long version, string? part, Problem? refusal)
        {
            if (refusal is not null)
                return new ProblemResult(refusal);
            var given = answer?.Invoke(after, part) ?? new(settings.View(after, caller), isCreation ? $"{settings.Path}/{id}" : null);
            return new Answer(
                given.Location is null ? StatusCodes.Status200OK : StatusCodes.Status201Created,
                given.Body,
                Tag(version),
                given.Location
            );
        }
    }

    private static CommandKey Key(HttpRequest request, Caller caller, string key, byte[] body) =>
        new(caller.Subject, Route(request), key, Convert.ToHexStringLower(SHA256.HashData(body)));

    // Routes match in any case, with or without a trailing slash, so both must give the same key.
    private static string Route(HttpRequest request) => $"{request.Method} {request.Path.Value!.TrimEnd('/').ToLowerInvariant()}";

    private static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    // Weak comparison, as RFC 9110 requires for If-None-Match.
    private static bool Names(IEnumerable<EntityTagHeaderValue> tags, long version) =>
        tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(new(Tag(version)), useStrongComparison: false));

    private sealed class Answer(int status, object body, string tag, string? location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.Headers[HeaderNames.ETag] = tag;
            if (location is not null)
                httpContext.Response.Headers.Location = location;
            return httpContext.Response.WriteAsJsonAsync(
                body,
                body.GetType(),
                Json.Options,
                "application/json; charset=utf-8",
                httpContext.RequestAborted
            );
        }
    }
}
