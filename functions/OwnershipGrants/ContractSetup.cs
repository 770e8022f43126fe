using Microsoft.Extensions.DependencyInjection;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Distributions;

namespace TechTransfer.OwnershipGrants;

/// <summary>How the records of contracts are wired to the store.</summary>
public static class ContractSetup
{
    /// <summary>What earlier versions kept beside the records.</summary>
    public static AggregateKind<EarlierContract> Earlier { get; } = new("contract");

    public static AggregateKind<ContractRecord> Of(FollowContract conversions, ProposeDistributions distributions) =>
        new("income")
        {
            Lists = ContractLists.Of,
            FollowUp = async (loaded, cancellation) =>
            {
                var record = loaded.State!;
                // An income belongs to the grant of its conversion, so that conversions come first. The money does not wait for one that
                // cannot follow.
                await Each.DoAsync(
                    [
                        async () => record = await conversions.FollowAsync(record, cancellation),
                        async () => record = await distributions.FollowAsync(record, cancellation),
                    ],
                    cancellation
                );
                return ReferenceEquals(record, loaded.State) ? null : new(record, null);
            },
        };

    public static IServiceCollection AddContracts(this IServiceCollection services)
    {
        services.AddSingleton<FollowContract>();
        services.AddAggregates<EarlierContract>(_ => Earlier);
        services.AddAggregates<ContractRecord>(provider =>
            Of(provider.GetRequiredService<FollowContract>(), provider.GetRequiredService<ProposeDistributions>())
        );
        services.AddSingleton<Contracts>();
        return services;
    }
}
