using Microsoft.Extensions.DependencyInjection;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Reminders;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants;

public static class DistributionSetup
{
    public static CommandSettings<Distribution> Commands(DistributionBook book, TimeProvider time) =>
        new(
            "distribution",
            "/api/distributions",
            (state, caller) => Access.MaySee(state.Organisation, caller),
            View: (loaded, caller) => DistributionView.Of(loaded.State!, caller, book, time.ChinaToday(), loaded.Version)
        );

    public static AggregateKind<Distribution> Of(AggregateStore<Achievement> achievements) =>
        new("distribution")
        {
            HoldsPersons = true,
            Reservations = IncomeKeys.HeldBy,
            ReservationConflict = (_, owner) => Problem.Of(Catalogue.IncomeDistributedAlready, ("distribution", owner)),
            Lists = state => [.. DistributionLists.Of(state), .. ReminderLists.Of(state, ReminderRules.InForce)],
            Contributions = state =>
                [new(DraftDistribution.Counter, state.AchievementId, new Dictionary<string, long> { [DraftDistribution.Count] = 1 })],
            Messages = (state, happened) =>
                [.. DistributionMessages.Of(state, happened), .. Remind.Messages(state, happened, ReminderRules.InForce)],
            // A concurrent command may store a name that was erased after the command read it, so names are compared after every commit.
            FollowUp = async (loaded, cancellation) =>
                (await achievements.LoadAsync(loaded.State!.AchievementId, cancellation)).State is { } achievement
                    ? DistributionPersons.Follow(loaded.State, achievement)
                    : null,
        };

    public static IServiceCollection AddDistributions(this IServiceCollection services)
    {
        services.AddLoaded(DistributionBook.Load);
        services.AddAggregates<Distribution>(provider => Of(provider.GetRequiredService<AggregateStore<Achievement>>()));
        services.AddSingleton(provider =>
            Commands(provider.GetRequiredService<DistributionBook>(), provider.GetRequiredService<TimeProvider>())
        );
        services.AddSingleton<Commands<Distribution>>();
        services.AddSingleton<IncomeKeys>();
        services.AddSingleton<DraftDistribution>();
        services.AddSingleton<ProposeDistributions>();
        return services;
    }
}
