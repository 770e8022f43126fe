using TechTransfer.Kernel.Decisions;

namespace TechTransfer.RewardCalculation.Tests;

internal static class Http
{
    public static Caller Company { get; } = Of("company-e1", Role.Company, RewardMessages.Company);
    public static Caller Office { get; } = Of("office-u1", Role.Office, RewardMessages.University);
    public static Caller Stranger { get; } = Of("company-e2", Role.Company, RewardMessages.OtherCompany);
    public static Caller Finance { get; } = Of("finance-a", Role.Finance);
    public static Caller Officer { get; } = Of("policy", Role.Policy);
    public static Caller Auditor { get; } = Of("auditor", Role.Auditor);

    public static Caller Of(string name, Role role, string? organisation = null) =>
        new(name, name, new HashSet<Role> { role }, organisation);
}
