using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TechTransfer.ContractRegistration;
using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Exports;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.ContractRegistration.Migration;
using TechTransfer.ContractRegistration.Notifications;
using TechTransfer.ContractRegistration.Notifications.Hook;
using TechTransfer.ContractRegistration.Parties;
using TechTransfer.ContractRegistration.Receipts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Replays;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.ContractRegistration.Statistics;
using TechTransfer.Messages;

var builder = FunctionApp.CreateBuilder(
    args,
    new(
        "contracts",
        new("技术合同认定登记", "Recognition and registration of technology contracts"),
        Reads: [Topics.PartiesInbox, Topics.NoticesInbox, Topics.HookQueue, Topics.ImportsQueue, Topics.ReplaysQueue],
        SendsTo: [Topics.RewardsInbox, Topics.CertificatesInbox, Topics.GrantsInbox]
    )
    {
        Migration = GroupLists.Steps,
    }
);
builder.Services.AddLoaded(RuleBook.Load);
builder.Services.AddAggregates<Contract>(ContractSetup.Of);
builder.Services.AddSingleton<StatisticsReader>();
builder.Services.AddSingleton(services =>
    ContractSetup.CommandsOf(services.GetRequiredService<RuleBook>(), services.GetRequiredService<TimeProvider>())
);
builder.Services.AddSingleton<Commands<Contract>>();
builder.Services.AddSingleton<SameText>();
builder.Services.AddSingleton<LinkedContracts>();
builder.Services.AddSingleton<OtherFilings>();
builder.Services.AddSingleton<IWatched, ContractWatch>();
builder.Services.AddParties();
builder.Services.AddNotifications(HookSettings.From(builder.Configuration, builder.Environment.IsDevelopment()));
builder.Services.AddSingleton<ReadLog>();
builder.Services.AddReceipts();
builder.Services.AddJobs(ImportSetup.Of, ImportSetup.Job);
builder.Services.AddSingleton(provider => ImportSetup.Commands(provider.GetRequiredService<TimeProvider>()));
builder.Services.AddSingleton<Commands<ImportJob>>();
builder.Services.AddSingleton<RowImport>();
builder.Services.AddSingleton<ImportSteps>();
builder.Services.AddSingleton<IRetried, ImportSteps>();
builder.Services.AddSingleton<RegisteredContracts>();
builder.Services.AddReplays();
builder.Services.AddSingleton<IRetried, ReplaySteps>();
builder.Services.AddSingleton<IRetried, Rebuild>();
await builder.Build().RunAsync();
