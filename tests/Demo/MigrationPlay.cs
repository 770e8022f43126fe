using TechTransfer.OwnershipGrants.Migration;
using TechTransfer.Storage;

namespace TechTransfer.Demo;

/// <summary>Migrates the stored data of every app to the format of this version. No app may be running.</summary>
public static class MigrationPlay
{
    private static readonly string[] Apps = ["contracts", "rewards", "grants", "certificates"];

    /// <param name="setting">Reads an app setting by name, such as the connection string of the storage.</param>
    public static async Task<int> RunAsync(Func<string, string?> setting, TextWriter output)
    {
        foreach (var app in Apps)
        {
            var storage = AppStorage.Open(app, setting);
            await storage.CreateMissingAsync([]);
            var found = await StoreVersion.MigrateAsync(
                storage,
                app == "grants" ? MoveDistributions.Steps : StoreSteps.None,
                TimeProvider.System
            );
            await output.WriteLineAsync(
                found < StoreVersion.Current
                    ? $"{app, -14}migrated from version {found} to {StoreVersion.Current}"
                    : $"{app, -14}is of version {found}: nothing to do"
            );
        }
        return 0;
    }
}
