using Microsoft.Extensions.DependencyInjection;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Ledger;
using TechTransfer.OwnershipGrants.Reminders;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants;

public static class AchievementSetup
{
    public static CommandSettings<Achievement> Commands { get; } =
        new("achievement", "/api/achievements", Access.MaySee, View: (loaded, _) => AchievementView.Of(loaded.State!, loaded.Version));

    public static AggregateKind<Achievement> Of(GrantRuleBook book) =>
        new("achievement")
        {
            HoldsPersons = true,
            Reservations = ReservationsOf,
            ReservationConflict = (_, _) => Problem.Of(Catalogue.RightTaken).At("rights"),
            Lists = state =>
                [.. AchievementLists.Of(state), .. GrantLists.Of(state, book), .. ReminderLists.Of(state, ReminderRules.InForce)],
            Messages = (state, happened) =>
                [
                    .. GrantMessages.Of(state, happened),
                    .. GrantNotices.Of(state, happened),
                    .. DistributionMessages.Of(state, happened),
                    .. Remind.Messages(state, happened, ReminderRules.InForce),
                ],
        };

    public static IServiceCollection AddAchievements(this IServiceCollection services)
    {
        services.AddLoaded(GrantRuleBook.Load);
        services.AddAggregates<Achievement>(provider => Of(provider.GetRequiredService<GrantRuleBook>()));
        services.AddSingleton(Commands);
        services.AddSingleton<Commands<Achievement>>();
        services.AddSingleton<GrantCommands>();
        services.AddSingleton<Ledgers>();
        return services;
    }

    // A right belongs to at most one open achievement: each numbered right is reserved until its achievement is closed.
    private static IEnumerable<string> ReservationsOf(Achievement state) =>
        state.Status == AchievementStatus.Closed
            ? []
            : state.Rights.Select(RightKey.Of).OfType<string>().Distinct().Select(key => $"right|{Ids.Derive(key)}");
}
