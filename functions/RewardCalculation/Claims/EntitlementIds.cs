using System.Globalization;
using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>The ids of entitlements.</summary>
public static class EntitlementIds
{
    public static string Of(string policy, int year, BeneficiaryRole role, string uscc) => string.Create(CultureInfo.InvariantCulture, $"{policy}.{year}.{Json.Write(role).Trim('"')}.{uscc}");
}
