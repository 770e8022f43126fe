using Microsoft.Extensions.DependencyInjection;

namespace TechTransfer.OwnershipGrants.Reminders;

/// <summary>What reminders need of the app.</summary>
public static class ReminderServices
{
    public static IServiceCollection AddReminders(this IServiceCollection services) => services.AddLoaded(() => ReminderRules.InForce);
}
