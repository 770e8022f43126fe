using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TechTransfer.Hosting;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Policies;

var builder = FunctionApp.CreateBuilder(args, new("rewards", new("技术成果交易奖励", "Rewards for sellers and buyers of technology"), [Topics.RewardsInbox], []));
builder.Services.AddSingleton(PolicyBook.Load());
await builder.Build().RunAsync();
