using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Tests.Http;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Tests;

public static class Program
{
    public static void Main(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args, [typeof(ProbeFunctions)]).ConfigureFunctionsWebApplication();
        ProbeFunctions.Services(builder.Services);
        builder.Build().Run();
    }
}
