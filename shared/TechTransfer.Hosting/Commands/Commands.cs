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

/// <summary>What the commands of one kind of aggregate share.</summary>
/// <param name="IdPrefix">The first part of the ids that creating calls derive.</param>
/// <param name="Path">Where an aggregate is read, without the id: <c>/api/contracts</c>.</param>
/// <param name="MaySee">Whether a caller may know that it exists: if not, the answer is 404.</param>
/// <param name="View">The answer's JSON for a caller.</param>
public sealed record CommandSettings<TState>(
    string IdPrefix,
    string Path,
    Func<TState, Caller, bool> MaySee,
    Func<Loaded<TState>, Caller, object> View
);

/// <summary>The answer of a command on a part of an aggregate.</summary>
/// <param name="Body">The part's JSON.</param>
/// <param name="Location">Where the part is read, when the command made it: the answer is then a 201.</param>
public sealed record PartAnswer(object Body, string? Location = null);

/// <summary>
/// Carries commands out over HTTP in the order that makes them safe to repeat: what the same key did before first, then visibility,
/// If-Match, the rules, and one transaction. A repeated command gets the first answer's status, Location and ETag, and the thing as its
/// caller may see it now.
/// </summary>
public sealed class Commands<TState>(AggregateStore<TState> store, CommandSettings<TState> settings)
    where TState : class
{
    /// <summary>Creates an aggregate; its id follows from the caller and the Idempotency-Key. 201 with Location.</summary>
    public Task<IResult> CreateAsync<TBody>(
        HttpRequest request,
        Func<string, TBody, Caller, Outcome<Change<TState>>> decide,
        CancellationToken cancellation
    ) => CreateAsync<TBody>(request, (id, body, caller) => Task.FromResult(decide(id, body, caller)), cancellation);

    /// <summary>Creates an aggregate by a decision that looks at others.</summary>
    public Task<IResult> CreateAsync<TBody>(
        HttpRequest request,
        Func<string, TBody, Caller, Task<Outcome<Change<TState>>>> decide,
        CancellationToken cancellation
    ) => CreateAsync(request, command => Task.FromResult(command.DeriveId(settings.IdPrefix)), decide, cancellation);

    /// <summary>Creates an aggregate whose id follows from the command by a rule of its own.</summary>
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
            // What exists under this id was made with this key: by another route, or so long ago that its request is forgotten.
            async loaded =>
                loaded.Exists ? Problem.Of(Catalogue.IdempotencyKeyReused) : await decide(id, body, caller),
            answer: null,
            cancellation
        );
    }

    /// <summary>Changes an aggregate. Needs If-Match.</summary>
    public Task<IResult> ChangeAsync<TBody>(
        HttpRequest request,
        string id,
        Func<TState, TBody, Caller, Outcome<Change<TState>>> decide,
        CancellationToken cancellation
    ) => ChangeAsync<TBody>(request, id, (state, body, caller) => Task.FromResult(decide(state, body, caller)), cancellation);

    /// <summary>Changes an aggregate by a decision that looks at others. Needs If-Match.</summary>
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

    /// <summary>
    /// Changes a part of an aggregate by a decision that looks at others; the answer is the part's, made of the aggregate and the id of the
    /// part that the command made. Needs If-Match, with the whole aggregate's version.
    /// </summary>
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

    /// <summary>Makes an aggregate whose id the route says, or changes it. Needs If-Match when it exists; the state is null when it does
    /// not.</summary>
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

    /// <summary>Changes an aggregate whatever its version, for a change that overwrites nobody's, as a mark that something was read. Takes
    /// no If-Match.</summary>
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

    /// <summary>Changes an aggregate by a body that is not JSON, already received and hashed; the answer is another than the whole
    /// view.</summary>
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

    /// <summary>Reads an aggregate: 404 when the caller may not know of it, 304 when he has this version.</summary>
    public Task<IResult> ReadAsync(HttpRequest request, string id, CancellationToken cancellation) =>
        ReadPartAsync(request, id, settings.View, cancellation);

    /// <summary>Reads a part of an aggregate, or something made from it: also 404 when <paramref name="view"/> finds nothing.</summary>
    public async Task<IResult> ReadPartAsync(
        HttpRequest request,
        string id,
        Func<Loaded<TState>, Caller, object?> view,
        CancellationToken cancellation
    )
    {
        var caller = request.Caller();
        if (!Ids.CanBe(id))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var loaded = await store.LoadAsync(id, cancellation);
        if (!loaded.Exists || !settings.MaySee(loaded.State!, caller))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (view(loaded, caller) is not { } body)
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
        // Of what is only being made the route does not tell the id.
        Activity.Current?.SetTag(Tracing.IdTag, id);
        // In this order: a state that shows the command's effect was written together with the row that tells of it.
        var loaded = await store.LoadAsync(id, cancellation);
        if (await store.FindCommandAsync(id, command, cancellation) is { } past)
        {
            if (past.BodyHash != command.BodyHash)
                return new ProblemResult(Problem.Of(Catalogue.IdempotencyKeyReused));
            // It may have been carried out between the two reads.
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
            var read = request
                .Headers.IfMatch.SelectMany(v => (v ?? "").Split(','))
                .Select(v => v.Trim())
                .Where(v => v.Length > 0)
                .ToArray();
            // "*" is any version, and would overwrite what its sender has not read.
            if (!onAnyVersion && read is ([] or ["*"]))
                return new ProblemResult(Problem.Of(Catalogue.IfMatchMissing));
            if (!onAnyVersion && !read.Contains(Tag(loaded.Version)))
                return new ProblemResult(Problem.Of(Catalogue.VersionConflict));
        }
        var decided = await decide(loaded);
        if (decided.Problem is { } refused)
            return new ProblemResult(refused);
        // From here on the caller's leaving changes nothing: what has begun is brought to its end.
        var committed = await store.CommitAsync(loaded, decided.Value, caller, command, CancellationToken.None);
        if (committed.Problem is { } conflict)
            return new ProblemResult(conflict);
        return AnswerOf(committed.Value, committed.Value.Version, decided.Value.Part, store.CameToNothing(committed.Value));

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

    // As routes are matched: whatever the case, with or without a slash at the end.
    private static string Route(HttpRequest request) => $"{request.Method} {request.Path.Value!.TrimEnd('/').ToLowerInvariant()}";

    private static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    // Weakly, as the header asks: it is about having the content, not about overwriting it.
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
