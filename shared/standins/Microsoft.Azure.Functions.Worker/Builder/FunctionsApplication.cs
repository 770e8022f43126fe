using System.Reflection;
using Microsoft.Azure.Functions.Worker.Invocation;

namespace Microsoft.Azure.Functions.Worker.Builder;

public static class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        var app = Assembly.GetEntryAssembly() ?? throw new InvalidOperationException("There is no entry assembly to look for functions in.");
        return CreateBuilder(args, FunctionCatalog.ClassesOf(app), isProcess: true);
    }

    /// <param name="args">The arguments of the process.</param>
    /// <param name="functionClasses">Where the functions stand.</param>
    /// <param name="isProcess">Whether the process is this app's alone, so that its exit code speaks for the app.</param>
    internal static FunctionsApplicationBuilder CreateBuilder(string[] args, IEnumerable<Type> functionClasses, bool isProcess = false) => new(args, functionClasses, isProcess);
}
