using Microsoft.Extensions.DependencyInjection;

namespace TechTransfer.OwnershipGrants.Reminders;

public static class ReminderServices
{
    public static IServiceCollection AddReminders(this IServiceCollection services) => services.AddLoaded(() => ReminderRules.InForce);
}
