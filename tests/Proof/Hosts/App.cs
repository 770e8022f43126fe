namespace TechTransfer.Proof.Hosts;

/// <param name="Project">Name of the app's project, which is that of its assembly.</param>
/// <param name="Name">Short name, the prefix of its tables.</param>
public sealed record App(string Project, string Name)
{
    public static App Contracts { get; } = new("ContractRegistration", "contracts");

    public static App Rewards { get; } = new("RewardCalculation", "rewards");

    public static App Grants { get; } = new("OwnershipGrants", "grants");

    public static App Certificates { get; } = new("Certificates", "certificates");

    public static IReadOnlyList<App> All { get; } = [Contracts, Rewards, Grants, Certificates];
}
