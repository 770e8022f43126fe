using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ProbeApp;

public static class Controls
{
    [Function("Observations")]
    public static IResult Observations(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "observations/{function}")] HttpRequest _,
        string function
    ) => Results.Json(Observed.Of(function));

    [Function("Open")]
    public static IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "gates/{gate}")] HttpRequest _, string gate)
    {
        Observed.Gate(gate).TrySetResult();
        return Results.NoContent();
    }

    [Function("Process")]
    public static IResult Process([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "process")] HttpRequest _) =>
        Results.Json(
            new
            {
                Id = Environment.ProcessId,
                Folder = Environment.CurrentDirectory,
                Arguments = Environment.GetCommandLineArgs(),
                Variables = Environment.GetEnvironmentVariables(),
            }
        );

    [Function("Exit")]
    public static IResult Exit([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "exit/{code:int}")] HttpRequest _, int code)
    {
        Environment.Exit(code);
        return Results.NoContent();
    }
}
