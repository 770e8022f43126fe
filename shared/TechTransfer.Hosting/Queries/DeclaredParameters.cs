using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Problems;

namespace TechTransfer.Hosting.Queries;

/// <summary>Refuses query parameters that the operation does not declare, and those that are given more than once.</summary>
internal sealed class DeclaredParameters(OperationCatalogue operations) : IFunctionsWorkerMiddleware
{
    private const int LongestName = 100;

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (
            context.GetHttpContext() is not { } http
            || WrongIn(http.Request, operations.Of(context.FunctionDefinition.Name)) is not { } wrong
        )
            return next(context);
        context.GetInvocationResult().Value = new ProblemResult(wrong);
        return Task.CompletedTask;
    }

    internal static Kernel.Problems.Problem? WrongIn(HttpRequest request, Operation operation)
    {
        if (operation.Description is not { TakesOtherParameters: false } description)
            return null;
        foreach (var (name, values) in request.Query)
        {
            var shown = name.Length > LongestName ? name[..LongestName] : name;
            if (!description.Parameters.Any(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                string[] names = [.. description.Parameters.Select(p => p.Name)];
                return names.Length == 0
                    ? WrongQuery.Of(shown, "此处不接受查询条件，请删除", "there is no such parameter; this operation takes none")
                    : WrongQuery.Of(
                        shown,
                        $"没有这个查询条件，请删除；可用的有{string.Join('、', names)}",
                        $"there is no such parameter; the accepted parameters are: {string.Join(", ", names)}"
                    );
            }
            if (values.Count > 1)
                return WrongQuery.Of(shown, "同一查询条件只能填写一次，请删除重复的条件", "it is given more than once; give it once");
        }
        return null;
    }
}
