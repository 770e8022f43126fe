using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TechTransfer.ProbeApp;

if (Environment.GetEnvironmentVariable("Probe__DiesAtStart") is { } reason)
    throw new InvalidOperationException(reason);
Console.WriteLine("The probe's own console line.");
var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddSingleton<IFunctionMetadataProvider, WithABrokenFunction>();
var app = builder.Build();
app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => Console.WriteLine("The probe stops."));
await app.RunAsync();
