using System.Text;
using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Calculation;
using TechTransfer.RewardCalculation.Policies.Check;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>Reads one policy and refuses it unless it makes sense.</summary>
public static class PolicyFile
{
    /// <summary>The policy of a JSON text; a wrong one throws <see cref="PolicyFileException"/> with the first fault's path.</summary>
    public static Policy Read(string name, string json)
    {
        var (policy, faults) = Check(json);
        return faults.Count == 0 ? policy! : throw new PolicyFileException(name, faults[0]);
    }

    /// <summary>The policy of a JSON text and everything that is wrong with it. There is no policy when the text cannot be read at
    /// all.</summary>
    public static (Policy? Policy, IReadOnlyList<PolicyFault> Faults) Check(string json)
    {
        var (policy, faults) = StrictJson.Read<Policy>(Encoding.UTF8.GetBytes(json));
        return faults.Count == 0
            ? (policy, PolicyCheck.Faults(policy!))
            : (null, [.. faults.Select(f => new PolicyFault(f.Path, f.Reason))]);
    }
}

/// <summary>Something wrong with a policy.</summary>
/// <param name="Path">The field, as in <c>clauses[0].amount.tiers[1].above</c>; empty for the whole.</param>
/// <param name="Reason">Why, without a full stop.</param>
public sealed record PolicyFault(string Path, Text Reason);

/// <summary>A policy file that makes no sense: which file, where in it, why.</summary>
public sealed class PolicyFileException(string file, PolicyFault fault)
    : Exception($"{file}{(fault.Path.Length == 0 ? "" : $", {fault.Path}")}: {fault.Reason.En}.")
{
    /// <summary>The field, as in <c>clauses[0].amount.tiers[1].above</c>; empty for the whole.</summary>
    public string Path { get; } = fault.Path;
}
