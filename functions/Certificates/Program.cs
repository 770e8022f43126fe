using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TechTransfer.Certificates;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Reissuing;
using TechTransfer.Certificates.Requests;
using TechTransfer.Certificates.Signing;
using TechTransfer.Certificates.Verification;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Messages;

var builder = FunctionApp.CreateBuilder(
    args,
    new(
        "certificates",
        new("技术合同证书", "Certificates of technology contracts"),
        [Topics.CertificatesInbox, Topics.ReissuesQueue],
        [Topics.CertificatesInbox, Topics.ReissuesQueue, Topics.NoticesInbox]
    )
);
builder.Services.AddSingleton(CertificateSettings.From(builder.Configuration));
builder.Services.AddLoaded(() => CertificateSigner.From(builder.Configuration, TimeProvider.System));
builder.Services.AddSingleton<CertificateFile>();
builder.Services.AddSingleton<FinishCertificate>();
builder.Services.AddSingleton<CertificateStatuses>();
builder.Services.AddLoaded(CertificateWordings.Load);
builder.Services.AddSingleton<RegisteredFacts>();
builder.Services.AddSingleton<IssuePlans>();
builder.Services.AddSingleton<IssueCertificates>();
builder.Services.AddSingleton<CertificateRequests>();
builder.Services.AddSingleton<ExpectedSubjects>();
builder.Services.AddSingleton<CertificateOrders>();
builder.Services.AddSingleton<Attempts>();
builder.Services.AddSingleton<FailedAttempts>();
builder.Services.AddSingleton<FileVerification>();
builder.Services.AddAggregates<Certificate>(CertificateSetup.Of);
builder.Services.AddAggregates<CertificateOrder>(_ => CertificateOrder.Setup);
builder.Services.AddJobs(ReissueSetup.Of, ReissueSetup.Job);
builder.Services.AddSingleton(provider => ReissueSetup.Commands(provider.GetRequiredService<TimeProvider>()));
builder.Services.AddSingleton<Commands<Reissue>>();
builder.Services.AddSingleton<ReissueSteps>();
builder.Services.AddSingleton<IRetried, ReissueSteps>();
builder.Services.AddSingleton<IRetried, HaltedCertificates>();
await builder.Build().RunAsync();
