using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TechTransfer.Certificates;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Papers;
using TechTransfer.Certificates.Reissuing;
using TechTransfer.Certificates.Requests;
using TechTransfer.Certificates.Signing;
using TechTransfer.Certificates.Verification;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Hosting;
using TechTransfer.Messages;
using TechTransfer.Storage;

var builder = FunctionApp.CreateBuilder(
    args,
    new(
        "certificates",
        new("技术合同证书", "Certificates of technology contracts"),
        [Topics.CertificatesInbox, Topics.ReissuesQueue],
        [Topics.CertificatesInbox, Topics.ReissuesQueue]
    )
);
builder.Services.AddSingleton(CertificateSettings.From(builder.Configuration));
builder.Services.AddLoaded(() => PaperSigner.From(builder.Configuration, TimeProvider.System));
builder.Services.AddSingleton<PaperFile>();
builder.Services.AddSingleton<Issue>();
builder.Services.AddSingleton<Standings>();
builder.Services.AddLoaded(PaperWordings.Load);
builder.Services.AddSingleton<RegisteredFacts>();
builder.Services.AddSingleton<IssuePlans>();
builder.Services.AddSingleton<Issuing>();
builder.Services.AddSingleton<PaperRequests>();
builder.Services.AddSingleton<PaperOrders>();
builder.Services.AddSingleton<Attempts>();
builder.Services.AddSingleton<FailedAttempts>();
builder.Services.AddSingleton<FileVerification>();
builder.Services.AddAggregates<Paper>(PaperKind.Of);
builder.Services.AddAggregates<PaperOrder>(_ => PaperOrder.Kind);
builder.Services.AddJobs(ReissueKind.Of, ReissueKind.Job);
builder.Services.AddSingleton(ReissueKind.Commands);
builder.Services.AddSingleton<Commands<Reissue>>();
builder.Services.AddSingleton<ReissueSteps>();
builder.Services.AddSingleton<IRetried, ReissueSteps>();
await builder.Build().RunAsync();
