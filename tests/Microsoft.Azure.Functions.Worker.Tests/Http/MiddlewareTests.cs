using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Tests.Http;

public sealed class MiddlewareTests
{
    public sealed class Trail
    {
        public List<string> Steps { get; } = [];
    }

    public sealed class Outer(Trail trail) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            trail.Steps.Add("outer in");
            await next(context);
            trail.Steps.Add("outer out");
        }
    }

    public sealed class Inner(Trail trail) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            trail.Steps.Add($"inner in {context.GetHttpContext()!.Request.Path}");
            await next(context);
            var result = context.GetInvocationResult().Value;
            trail.Steps.Add($"inner out {result is IResult} {context.GetHttpContext()!.Response.HasStarted}");
        }
    }

    public sealed class TrailFunctions(Trail trail)
    {
        [Function("Trail")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "trail")] HttpRequest request)
        {
            trail.Steps.Add("function");
            return new TrailResult(trail);
        }

        [Function("Broken")]
        public IResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request) =>
            throw new TimeoutException("too late");
    }

    private sealed class TrailResult(Trail trail) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            trail.Steps.Add("result");
            return httpContext.Response.WriteAsync("done");
        }
    }

    [Fact]
    public async Task Middleware_runs_in_order_and_the_result_is_executed_after_all_of_it()
    {
        await using var host = await StartAsync(builder => builder.UseMiddleware<Outer>().UseMiddleware<Inner>());
        Assert.Equal("done", await host.Client.GetStringAsync("/api/trail"));
        Assert.Equal(["outer in", "inner in /api/trail", "function", "inner out True False", "outer out", "result"], Steps(host));
    }

    [Fact]
    public async Task Middleware_may_answer_itself_and_leave_the_function_out()
    {
        await using var host = await StartAsync(builder => builder.UseMiddleware(async (context, _) =>
        {
            var response = context.GetHttpContext()!.Response;
            response.StatusCode = StatusCodes.Status401Unauthorized;
            await response.WriteAsync("who?");
        }));
        var response = await host.Client.GetAsync("/api/trail");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("who?", await response.Content.ReadAsStringAsync());
        Assert.Empty(Steps(host));
    }

    [Fact]
    public async Task Middleware_may_set_the_result_without_calling_the_function()
    {
        await using var host = await StartAsync(builder => builder.UseMiddleware((context, _) =>
        {
            context.GetInvocationResult().Value = Results.StatusCode(StatusCodes.Status418ImATeapot);
            return Task.CompletedTask;
        }));
        Assert.Equal((HttpStatusCode)418, (await host.Client.GetAsync("/api/trail")).StatusCode);
        Assert.Empty(Steps(host));
    }

    [Fact]
    public async Task Middleware_may_replace_the_result()
    {
        await using var host = await StartAsync(builder => builder.UseMiddleware(async (context, next) =>
        {
            await next();
            context.GetInvocationResult<IResult>().Value = Results.Text("another");
        }));
        Assert.Equal("another", await host.Client.GetStringAsync("/api/trail"));
        Assert.Equal(["function"], Steps(host));
    }

    [Fact]
    public async Task A_result_asked_for_as_another_type_is_an_error()
    {
        Exception? thrown = null;
        await using var host = await StartAsync(builder => builder.UseMiddleware(async (context, next) =>
        {
            await next();
            thrown = Record.Exception(() => context.GetInvocationResult<string>());
        }));
        await host.Client.GetStringAsync("/api/trail");
        Assert.IsType<InvalidOperationException>(thrown);
    }

    [Fact]
    public async Task Middleware_may_turn_an_exception_into_an_answer()
    {
        await using var host = await StartAsync(builder => builder.UseMiddleware(async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (TimeoutException failure)
            {
                context.GetInvocationResult().Value = Results.Text(failure.Message, statusCode: StatusCodes.Status504GatewayTimeout);
            }
        }));
        var response = await host.Client.GetAsync("/api/broken");
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("too late", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Conditional_middleware_runs_only_when_its_condition_holds()
    {
        await using var host = await StartAsync(builder => builder.UseWhen<Outer>(context => context.FunctionDefinition.Name == "Broken"));
        await host.Client.GetAsync("/api/trail");
        await host.Client.GetAsync("/api/broken");
        Assert.Equal(["function", "result", "outer in"], Steps(host));
    }

    [Fact]
    public async Task What_one_middleware_puts_into_the_items_the_next_one_finds()
    {
        object? found = null;
        await using var host = await StartAsync(builder =>
        {
            builder.UseMiddleware((context, next) =>
            {
                context.Items["caller"] = "office";
                return next();
            });
            builder.UseMiddleware((context, next) =>
            {
                found = context.Items["caller"];
                return next();
            });
        });
        await host.Client.GetAsync("/api/trail");
        Assert.Equal("office", found);
    }

    private static Task<TestHost> StartAsync(Action<FunctionsApplicationBuilder> configure) =>
        TestHost.StartAsync([typeof(TrailFunctions)], configure: builder =>
        {
            builder.Services.AddSingleton<Trail>();
            configure(builder);
        });

    private static List<string> Steps(TestHost host) => host.Services.GetRequiredService<Trail>().Steps;
}
