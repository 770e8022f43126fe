using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TechTransfer.Certificates;
using TechTransfer.Certificates.Papers;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Hosting;
using TechTransfer.Messages;

var builder = FunctionApp.CreateBuilder(args, new("certificates", new("技术合同证书", "Certificates of technology contracts"), [Topics.CertificatesInbox], []));
builder.Services.AddSingleton(CertificateSettings.From(builder.Configuration));
builder.Services.AddSingleton<Issue>();
builder.Services.AddSingleton<Standings>();
builder.Services.AddSingleton(PaperWordings.Load());
builder.Services.AddSingleton<RegisteredFacts>();
builder.Services.AddSingleton<IssuePlans>();
builder.Services.AddSingleton<Issuing>();
builder.Services.AddAggregates<Paper>(PaperKind.Of);
await builder.Build().RunAsync();
