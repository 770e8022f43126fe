using System.Globalization;
using System.Text.RegularExpressions;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests.Costing;

/// <summary>Reads the storage calls in <c>docs/costs.md</c>, which an end-to-end test compares with the running apps.</summary>
internal static partial class CountedCosts
{
    private static string Page => File.ReadAllText(Repository.PathOf("docs", "costs.md"));

    public static IReadOnlyDictionary<string, int> Operations() =>
        Row().Matches(Page).ToDictionary(m => m.Groups[1].Value, m => Number(m.Groups[2]));

    public static IReadOnlyDictionary<string, int> Background()
    {
        var (rewards, certificates) = (Rewards().Match(Page), Certificates().Match(Page));
        Assert.True(rewards.Success && certificates.Success, "docs/costs.md no longer says what the work behind the queues costs.");
        return new Dictionary<string, int>
        {
            ["a registration"] = Number(rewards.Groups[1]),
            ["a confirmed receipt"] = Number(rewards.Groups[2]),
            ["a message that comes again"] = Number(rewards.Groups[3]),
            ["a cancellation"] = Number(rewards.Groups[4]),
            ["issuing a certificate"] = Number(certificates.Groups[1]),
        };
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| ([^|]+?) \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"a registration takes (\d+) calls, a confirmed receipt (\d+), a message that comes again (\d+), a cancellation (\d+)")]
    private static partial Regex Rewards();

    [GeneratedRegex(@"Issuing a certificate runs from a queue and answers nobody: (\d+) calls")]
    private static partial Regex Certificates();
}
