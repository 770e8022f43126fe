using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TechTransfer.Hosting;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.Settlements;

var builder = FunctionApp.CreateBuilder(args, new("rewards", new("技术成果交易奖励", "Rewards for sellers and buyers of technology"), [Topics.RewardsInbox, Topics.RewardsClaims, Topics.RewardsSettlements], [Topics.CertificatesInbox, Topics.NoticesInbox]));
builder.Services.AddSingleton(PolicyBook.Load());
builder.Services.AddSingleton<FindPolicies>(services => _ => Task.FromResult(services.GetRequiredService<PolicyBook>()));
builder.Services.AddSingleton<FindEntitlement>((_, _) => Task.FromResult<Entitled?>(null));
builder.Services.AddClaims();
builder.Services.AddSettlements();
await builder.Build().RunAsync();
