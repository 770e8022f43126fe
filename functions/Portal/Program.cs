using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TechTransfer.Portal.Frame;
using TechTransfer.Portal.Services;
using TechTransfer.Portal.SignIn;

var builder = FunctionApp.CreateBuilder(args, new("portal", new("门户", "Portal"), [], []));
builder.UseMiddleware<SameOriginOnly>();
builder.UseMiddleware<LoadSession>();
builder.Services.AddRazorComponents();

// Otherwise each Chinese character from data would be written as a reference of eight characters.
builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
builder.Services.AddSingleton<IProblemPage, ProblemPages>();
builder.Services.AddSingleton(provider =>
    PortalSignIn.From(builder.Configuration, provider.GetRequiredService<SignInSettings>(), builder.Environment.IsDevelopment())
);
builder.Services.AddSingleton(SessionSeal.From(builder.Configuration));
builder.Services.AddSingleton<Sessions>();
builder.Services.AddSingleton<OpenIdProvider>();
builder.Services.AddSingleton<SessionCallers>();
builder.Services.AddSingleton<ICallers>(provider => provider.GetRequiredService<SessionCallers>());
builder.Services.AddSingleton(ServiceAddresses.From(builder.Configuration));
builder.Services.AddSingleton<ServiceCalls>();
builder.Services.AddSingleton<CertificatesClient>();
builder.Services.AddSingleton<ContractsClient>();
builder.Services.AddSingleton<RewardsClient>();
PortalFunctions.Restrict(builder.Services);
await builder.Build().RunAsync();
