using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.ContractDeclarations;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.Quotes;
using TechTransfer.RewardCalculation.Settlements;

var builder = FunctionApp.CreateBuilder(
    args,
    new(
        "rewards",
        new("技术成果交易奖励", "Rewards for sellers and buyers of technology"),
        Reads: [Topics.RewardsInbox, Topics.RewardsRecalculation, Topics.RewardsClaims, Topics.RewardsSettlements],
        SendsTo: [Topics.CertificatesInbox, Topics.NoticesInbox]
    )
);
builder.Services.AddLoaded(PolicyBook.Load);
builder.Services.AddSingleton<Accounts>();
builder.Services.AddSingleton<Indexes>();
builder.Services.AddSingleton<ContractRecords>();
builder.Services.AddPolicies();
builder.Services.AddOrganisations();
builder.Services.AddContractDeclarations();
builder.Services.AddEntitlements();
builder.Services.AddSingleton<ReadYearToDate>();
builder.Services.AddSingleton<FindPolicies>(services =>
    async cancellation => (await services.GetRequiredService<PublishedPolicies>().CurrentAsync(cancellation)).Book
);
builder.Services.AddSingleton<FindEntitlement>(services =>
    async (id, cancellation) =>
        Entitled.Of((await services.GetRequiredService<AggregateStore<Entitlement>>().LoadAsync(id, cancellation)).State)
);
builder.Services.AddSingleton<FindClaimsOnEntitlement>(services => services.GetRequiredService<ClaimAccounts>().OnAsync);
builder.Services.AddClaims();
builder.Services.AddSettlements();
builder.Services.AddSingleton<IRetried, SettlementSteps>();
builder.Services.AddSingleton<IRetried, RecalculationSteps>();
await builder.Build().RunAsync();
