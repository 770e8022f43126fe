using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TechTransfer.Hosting;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Facts;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.Quotes;
using TechTransfer.Storage;

var builder = FunctionApp.CreateBuilder(args,
    new("rewards", new("技术成果交易奖励", "Rewards for sellers and buyers of technology"), Reads: [Topics.RewardsInbox, Topics.RewardsFiguring], SendsTo: [Topics.RewardsClaims]));
builder.Services.AddLoaded(PolicyBook.Load);
builder.Services.AddSingleton<Accounts>();
builder.Services.AddSingleton<Indexes>();
builder.Services.AddSingleton<ContractRecords>();
builder.Services.AddPolicies();
builder.Services.AddOrganisations();
builder.Services.AddEntitlements();
builder.Services.AddSingleton<Standings>();
await builder.Build().RunAsync();
