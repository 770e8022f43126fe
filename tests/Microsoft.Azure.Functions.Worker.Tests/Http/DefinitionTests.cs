using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Settings;

namespace Microsoft.Azure.Functions.Worker.Tests.Http;

/// <summary>Mistakes in function classes are told at the start, not at the first call.</summary>
public sealed class DefinitionTests
{
    public sealed class Twin
    {
        [Function("ping")]
        public IResult Other([HttpTrigger("get", Route = "other")] HttpRequest request) => Results.Ok();
    }

    public sealed class BadRoute
    {
        [Function("BadRoute")]
        public IResult Run([HttpTrigger("get", Route = "a/{b")] HttpRequest request) => Results.Ok();
    }

    public sealed class NotInRoute
    {
        [Function("NotInRoute")]
        public IResult Run([HttpTrigger("get", Route = "a/{b}")] HttpRequest request, string c) => Results.Ok(c);
    }

    public sealed class NotARequest
    {
        [Function("NotARequest")]
        public IResult Run([HttpTrigger("get")] string request) => Results.Ok(request);
    }

    public sealed class NoTrigger
    {
        [Function("NoTrigger")]
        public IResult Run(HttpRequest request) => Results.Ok(request.Path);
    }

    internal sealed class Hidden
    {
        [Function("Hidden")]
        public IResult Run([HttpTrigger("get")] HttpRequest request) => Results.Ok(request.Path);
    }

    [Theory]
    [InlineData(typeof(Twin), "Two functions are named ping")]
    [InlineData(typeof(BadRoute), "Function BadRoute: the route 'api/a/{b' cannot be read")]
    [InlineData(typeof(NotInRoute), "Function NotInRoute: the parameter c is not in the route 'api/a/{b}'")]
    [InlineData(typeof(NotARequest), "Function NotARequest: an HTTP trigger stands on a parameter of type HttpRequest")]
    [InlineData(typeof(NoTrigger), "Function NoTrigger")]
    [InlineData(typeof(Hidden), "Function Hidden: the class")]
    public void A_mistake_is_named_at_the_start(Type type, string complaint)
    {
        var builder = FunctionsApplication.CreateBuilder(["--port", "0"], [typeof(ProbeFunctions), type]).ConfigureFunctionsWebApplication();
        ProbeFunctions.Services(builder.Services);
        Assert.StartsWith(complaint, Assert.Throws<StartupException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_functions_of_an_assembly_are_found()
    {
        var classes = FunctionCatalog.ClassesOf(typeof(ProbeFunctions).Assembly).ToList();
        Assert.Contains(typeof(ProbeFunctions), classes);
        Assert.DoesNotContain(classes, type => type.Assembly == typeof(FunctionCatalog).Assembly);
    }
}
