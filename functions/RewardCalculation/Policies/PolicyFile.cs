using System.Text;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies.Check;

namespace TechTransfer.RewardCalculation.Policies;

public static class PolicyFile
{
    /// <summary>Throws <see cref="PolicyFileException"/> with the first finding when the text is invalid.</summary>
    public static Policy Read(string name, string json)
    {
        var (policy, findings) = Check(json);
        return findings.Count == 0 ? policy! : throw new PolicyFileException(name, findings[0]);
    }

    /// <summary>The policy is null when the text cannot be parsed.</summary>
    public static (Policy? Policy, IReadOnlyList<PolicyFinding> Findings) Check(string json)
    {
        var (policy, findings) = StrictJson.Read<Policy>(Encoding.UTF8.GetBytes(json));
        return findings.Count == 0
            ? (policy, PolicyCheck.FindingsOf(policy!))
            : (
                null,
                [
                    .. findings.Select(f => new PolicyFinding(
                        f.Path,
                        new($"内容格式不正确，{f.Reason.Zh}，请更正。", $"The content is malformed: {f.Reason.En}. Correct it.")
                    )),
                ]
            );
    }
}

/// <param name="Path">Path of the field, as in <c>clauses[0].amount.tiers[1].above</c>; empty for the policy as a whole.</param>
/// <param name="Reason">What is wrong and what to do, in whole sentences.</param>
public sealed record PolicyFinding(string Path, Text Reason);

/// <summary>A policy file is invalid; the message names the file, the field and the reason.</summary>
public sealed class PolicyFileException(string file, PolicyFinding finding)
    : Exception($"{file}{(finding.Path.Length == 0 ? "" : $", {finding.Path}")}: {finding.Reason.En}")
{
    public string Path { get; } = finding.Path;
}
