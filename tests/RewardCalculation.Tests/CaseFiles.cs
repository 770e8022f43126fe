using System.Text.Json;
using TechTransfer.Kernel;
using TechTransfer.Testing;

namespace TechTransfer.RewardCalculation.Tests;

internal static class CaseFiles
{
    private static readonly string Folder = Repository.PathOf("tests", "RewardCalculation.Tests", "Cases");

    public static T Read<T>(string name) => JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(Folder, name)), Json.Strict)!;
}
