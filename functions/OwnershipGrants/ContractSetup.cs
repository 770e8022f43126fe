using Microsoft.Extensions.DependencyInjection;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Distributions;

namespace TechTransfer.OwnershipGrants;

public static class ContractSetup
{
    /// <summary>
    /// Contracts as earlier releases stored them, beside <c>ContractRecord</c>; only read, to complete a record on its first use.
    /// </summary>
    public static AggregateKind<EarlierContract> Earlier { get; } = new("contract");

    public static AggregateKind<ContractRecord> Of(FollowContract conversions, ProposeDistributions distributions) =>
        new("income")
        {
            Lists = ContractLists.Of,
            Messages = UnknownAchievement.MessagesOf,
            FollowUp = async (loaded, cancellation) =>
            {
                var record = loaded.State!;
                // Conversions first: they decide which grant an income belongs to. If they fail, the distributions are still updated, and
                // the failure is thrown afterwards.
                await Each.DoAsync(
                    [
                        async () => record = await conversions.FollowAsync(record, cancellation),
                        async () => record = await distributions.FollowAsync(record, cancellation),
                    ],
                    cancellation
                );
                var isNews = record.UnknownAchievement is { } named && named != loaded.State!.UnknownAchievement;
                return ReferenceEquals(record, loaded.State)
                    ? null
                    : new(record, isNews ? new AchievementNotFound(record.UnknownAchievement!) : null);
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
