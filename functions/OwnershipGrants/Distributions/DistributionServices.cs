using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Hosting;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>What distributions need of the app.</summary>
public static class DistributionServices
{
    public static IServiceCollection AddDistributions(this IServiceCollection services)
    {
        services.AddLoaded(DistributionBook.Load);
        services.AddSingleton<ProposeDistributions>();
        services.AddAggregates<ContractIncome>(provider => ContractIncomeKind.Of(provider.GetRequiredService<ProposeDistributions>()));
        services.AddSingleton<IncomeInbox>();
        return services;
    }
}
