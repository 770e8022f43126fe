using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Calculation;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>Reads one policy and refuses it unless it makes sense.</summary>
public static class PolicyFile
{
    private static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    /// <summary>The policy of a JSON text; a wrong one throws <see cref="PolicyFileException"/> with the first fault's path.</summary>
    public static Policy Read(string name, string json)
    {
        var (policy, faults) = Check(json);
        return faults.Count == 0 ? policy! : throw new PolicyFileException(name, faults[0]);
    }

    /// <summary>The policy of a JSON text and everything that is wrong with it. There is no policy when the text cannot be read at all.</summary>
    public static (Policy? Policy, IReadOnlyList<PolicyFault> Faults) Check(string json)
    {
        try
        {
            if (NullInList(JsonNode.Parse(json, null, Once), "") is { } path) return (null, [new(path, new("列表中有空值", "a list holds a null"))]);
            var policy = Json.ReadStrict<Policy>(Encoding.UTF8.GetBytes(json));
            return policy is null ? (null, [new("", new("内容为空，不是政策", "null is no policy"))]) : (policy, PolicyCheck.Faults(policy));
        }
        catch (JsonException e)
        {
            return (null, [new(e.Path?.TrimStart('$', '.') ?? "", Reason(e))]);
        }
    }

    // The serializer refuses a null in the place of a part, but not among the parts of a list.
    private static string? NullInList(JsonNode? node, string path) => node switch
    {
        JsonArray list => list.Select((item, i) => item is null ? $"{path}[{i}]" : NullInList(item, $"{path}[{i}]")).FirstOrDefault(p => p is not null),
        JsonObject whole => whole.Select(p => NullInList(p.Value, path.Length == 0 ? p.Key : $"{path}.{p.Key}")).FirstOrDefault(p => p is not null),
        _ => null,
    };

    private static Text Reason(JsonException fault) => fault switch
    {
        RefusedValueException refused => refused.Reason,
        { Message: Json.MissingKind } => new("缺少必填字段", "a required field is missing"),
        _ => Unreadable(fault.Message),
    };

    // The reader adds the path once more to its own sentence.
    private static Text Unreadable(string message)
    {
        var reason = message.Split(" Path: ")[0].TrimEnd('.');
        return new($"无法读取：{reason}", reason);
    }
}

/// <summary>Something wrong with a policy.</summary>
/// <param name="Path">The field, as in <c>clauses[0].amount.tiers[1].above</c>; empty for the whole.</param>
/// <param name="Reason">Why, without a full stop.</param>
public sealed record PolicyFault(string Path, Text Reason);

/// <summary>A policy file that makes no sense: which file, where in it, why.</summary>
public sealed class PolicyFileException(string file, PolicyFault fault) : Exception($"{file}{(fault.Path.Length == 0 ? "" : $", {fault.Path}")}: {fault.Reason.En}.")
{
    /// <summary>The field, as in <c>clauses[0].amount.tiers[1].above</c>; empty for the whole.</summary>
    public string Path { get; } = fault.Path;
}
