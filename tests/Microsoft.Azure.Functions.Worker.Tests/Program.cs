using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Tests;

public static class Program
{
    public static void Main(string[] args) => FunctionsApplication.CreateBuilder(args).ConfigureFunctionsWebApplication().Build().Run();
}
