using Microsoft.Extensions.Hosting;
using TechTransfer.Hosting;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;

var builder = FunctionApp.CreateBuilder(args,
    new("grants", new("职务科技成果赋权", "Grants of ownership and long-term use"), Reads: [Topics.GrantsInbox], SendsTo: [Topics.CertificatesInbox, Topics.NoticesInbox]));
builder.Services.AddAchievements();
await builder.Build().RunAsync();
