using Microsoft.Extensions.Hosting;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants;
using TechTransfer.OwnershipGrants.Migration;
using TechTransfer.OwnershipGrants.Reminders;

var builder = FunctionApp.CreateBuilder(
    args,
    new(
        "grants",
        new("职务科技成果赋权", "Grants of ownership and long-term use"),
        Reads: [Topics.GrantsInbox],
        SendsTo: [Topics.CertificatesInbox, Topics.NoticesInbox, Topics.GrantsInbox]
    )
    {
        Migration = MoveDistributions.Steps,
    }
);
builder.Services.AddAchievements();
builder.Services.AddDistributions();
builder.Services.AddContracts();
builder.Services.AddReminders();
await builder.Build().RunAsync();
