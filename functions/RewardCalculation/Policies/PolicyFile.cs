using System.Text;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies.Check;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>Reads one policy and refuses it unless it makes sense.</summary>
public static class PolicyFile
{
    /// <summary>The policy of a JSON text; a wrong one throws <see cref="PolicyFileException"/> with the first finding's path.</summary>
    public static Policy Read(string name, string json)
    {
        var (policy, findings) = Check(json);
        return findings.Count == 0 ? policy! : throw new PolicyFileException(name, findings[0]);
    }

    /// <summary>The policy of a JSON text and everything that is wrong with it. There is no policy when the text cannot be read at
    /// all.</summary>
    public static (Policy? Policy, IReadOnlyList<PolicyFinding> Findings) Check(string json)
    {
        var (policy, findings) = StrictJson.Read<Policy>(Encoding.UTF8.GetBytes(json));
        return findings.Count == 0
            ? (policy, PolicyCheck.FindingsOf(policy!))
            : (null, [.. findings.Select(f => new PolicyFinding(f.Path, f.Reason))]);
    }
}

/// <summary>Something wrong with a policy.</summary>
/// <param name="Path">The field, as in <c>clauses[0].amount.tiers[1].above</c>; empty for the whole.</param>
/// <param name="Reason">Why, without a full stop.</param>
public sealed record PolicyFinding(string Path, Text Reason);

/// <summary>A policy file that makes no sense: which file, where in it, why.</summary>
public sealed class PolicyFileException(string file, PolicyFinding finding)
    : Exception($"{file}{(finding.Path.Length == 0 ? "" : $", {finding.Path}")}: {finding.Reason.En}.")
{
    /// <summary>The field, as in <c>clauses[0].amount.tiers[1].above</c>; empty for the whole.</summary>
    public string Path { get; } = finding.Path;
}
