using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Tests.Http;

/// <summary>Functions that show what HTTP brings to them.</summary>
public sealed class ProbeFunctions(ProbeFunctions.ScopeMark mark, ProbeFunctions.Disposals disposals) : IDisposable
{
    /// <summary>One per scope.</summary>
    public sealed class ScopeMark
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    public sealed class Disposals
    {
        public List<Guid> Marks { get; } = [];
    }

    public static void Services(IServiceCollection services) => services.AddScoped<ScopeMark>().AddSingleton<Disposals>();

    [Function("Ping")]
    public IResult Ping([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ping")] HttpRequest request) => Results.Text("pong");

    [Function("Unrouted")]
    public static IResult Unrouted([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text(request.Method);

    [Function("ReadOrder")]
    public async Task<IResult> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders/{id:guid}")] HttpRequest request, Guid id)
    {
        await Task.Yield();
        return Results.Json(new { Method = "get", Id = id });
    }

    [Function("ChangeOrder")]
    public async ValueTask<IResult> ChangeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", "patch", Route = "orders/{id:guid}")] HttpRequest request, Guid id)
    {
        await Task.Yield();
        return Results.Json(new { request.Method, Id = id });
    }

    [Function("Line")]
    public IResult Line([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders/{order}/lines/{line:int}/{amount:long}")] HttpRequest request, string order, int line, long amount) =>
        Results.Text($"{order} {line + 1} {amount + 1}");

    [Function("Year")]
    public IResult Year([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "years/{year:int?}")] HttpRequest request, int? year = null) =>
        Results.Text(year is null ? "none" : $"{year}");

    [Function("Nothing")]
    public async Task NothingAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "nothing")] HttpRequest request, CancellationToken cancellation)
    {
        request.HttpContext.Response.StatusCode = StatusCodes.Status202Accepted;
        await request.HttpContext.Response.WriteAsync("written", cancellation);
    }

    [Function("Scope")]
    public IResult Scope([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scope")] HttpRequest request, FunctionContext context) => Results.Json(new[]
    {
        mark.Id,
        context.InstanceServices.GetRequiredService<ScopeMark>().Id,
        request.HttpContext.RequestServices.GetRequiredService<ScopeMark>().Id,
    });

    [Function("Context")]
    public IResult Context([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context/{key}")] HttpRequest request, FunctionContext context) => Results.Json(new
    {
        context.FunctionDefinition.Name,
        context.FunctionDefinition.EntryPoint,
        Assembly = Path.GetFileName(context.FunctionDefinition.PathToAssembly),
        Parameters = context.FunctionDefinition.Parameters.Select(p => p.Name),
        Trigger = context.FunctionDefinition.InputBindings["request"].Type,
        context.FunctionId,
        context.InvocationId,
        Key = context.BindingContext.BindingData["key"],
        Same = ReferenceEquals(context.GetHttpContext(), request.HttpContext),
    });

    [Function("Throw")]
    public IResult Throw([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw")] HttpRequest request) =>
        throw new InvalidOperationException("a secret in the message");

    [Function("Fragile")]
    public Guid Fragile([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fragile/{id}")] HttpRequest request, Guid id) => id;

    [Function("Slow")]
    public async Task<IResult> SlowAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow/{milliseconds:int}")] HttpRequest request, int milliseconds)
    {
        await Task.Delay(milliseconds);
        return Results.Text("slow");
    }

    public void Dispose() => disposals.Marks.Add(mark.Id);
}
