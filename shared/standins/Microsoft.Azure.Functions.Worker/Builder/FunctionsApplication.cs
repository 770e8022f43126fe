using System.Reflection;
using Microsoft.Azure.Functions.Worker.Invocation;

namespace Microsoft.Azure.Functions.Worker.Builder;

public static class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        var app = Assembly.GetEntryAssembly() ?? throw new InvalidOperationException("There is no entry assembly to look for functions in.");
        return CreateBuilder(args, FunctionCatalog.ClassesOf(app));
    }

    internal static FunctionsApplicationBuilder CreateBuilder(string[] args, IEnumerable<Type> functionClasses) => new(args, functionClasses);
}
