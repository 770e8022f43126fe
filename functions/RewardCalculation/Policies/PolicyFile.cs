using System.Text.Json;
using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>Reads one policy and refuses it unless it makes sense.</summary>
public static class PolicyFile
{
    /// <summary>The policy of a JSON text; a wrong one throws <see cref="PolicyFileException"/> with the first fault's path.</summary>
    public static Policy Read(string name, string json)
    {
        Policy policy;
        try
        {
            policy = JsonSerializer.Deserialize<Policy>(json, Json.Strict) ?? throw new PolicyFileException(name, "", "null is no policy");
        }
        catch (JsonException e)
        {
            throw new PolicyFileException(name, e.Path?.TrimStart('$', '.') ?? "", e.Message, e);
        }
        foreach (var (path, reason) in Faults(policy)) throw new PolicyFileException(name, path, reason);
        return policy;
    }

    private static IEnumerable<(string Path, string Reason)> Faults(Policy policy)
    {
        if (policy.Id.Length == 0) yield return ("id", "the id is empty");
        if (policy.Version < 1) yield return ("version", "versions count from 1");
        if (policy.To < policy.From) yield return ("to", $"the policy ends before it starts on {policy.From:yyyy-MM-dd}");
        if (policy.Name.Zh.Length == 0 || policy.Name.En.Length == 0) yield return ("name", "the name is needed in both languages");
        if (policy.Citation.Instrument.Length == 0) yield return ("citation.instrument", "the instrument is not named");
        if (policy.Sample != (policy.Citation.Confidence == Confidence.Sample)) yield return ("sample", "sample policies, and only they, cite with confidence 'sample'");

        foreach (var fault in PartFaults(policy))
        {
            yield return fault;
        }
        foreach (var (path, article) in Articles(policy))
        {
            if (string.IsNullOrWhiteSpace(article)) yield return ($"{path}.article", "the article is not named");
        }
    }

    private static IEnumerable<(string Path, string Reason)> PartFaults(Policy policy)
    {
        for (var i = 0; i < policy.Conditions.Count; i++)
        {
            foreach (var (path, reason) in policy.Conditions[i].Faults()) yield return ($"conditions[{i}].{path}", reason);
        }
        if (policy.Base.MinimumPerContract is { } minimum && minimum <= Yuan.Zero) yield return ("base.minimumPerContract", "the minimum must be above 0");
        foreach (var (path, reason) in policy.Amount.Faults()) yield return ($"amount.{path}", reason);

        if (policy.MinimumPayout is { } floor && floor.Amount <= Yuan.Zero) yield return ("minimumPayout.amount", "the minimum must be above 0");
        for (var i = 0; i < policy.Caps.Count; i++)
        {
            var cap = policy.Caps[i];
            if (cap.Amount <= Yuan.Zero) yield return ($"caps[{i}].amount", "a cap must be above 0");
            if (cap.Amount < policy.MinimumPayout?.Amount) yield return ($"caps[{i}].amount", $"the cap lies below the minimum payout of {policy.MinimumPayout.Amount}");
            if (policy.Caps.Take(i).Any(c => c.Scope == cap.Scope)) yield return ($"caps[{i}].scope", "there is a cap of this scope already");
            if (cap.Scope == CapScope.Contract && policy.Base.Over == BaseSpan.Year) yield return ($"caps[{i}].scope", "a base cumulated over the year has no amount per contract to cap");
        }
    }

    private static IEnumerable<(string Path, string Article)> Articles(Policy policy)
    {
        for (var i = 0; i < policy.Conditions.Count; i++) yield return ($"conditions[{i}]", policy.Conditions[i].Article);
        yield return ("base", policy.Base.Article);
        yield return ("amount", policy.Amount.Article);
        for (var i = 0; i < policy.Caps.Count; i++) yield return ($"caps[{i}]", policy.Caps[i].Article);
        if (policy.MinimumPayout is { } minimum) yield return ("minimumPayout", minimum.Article);
    }
}

/// <summary>A policy file that makes no sense: which file, where in it, why.</summary>
public sealed class PolicyFileException(string file, string path, string reason, Exception? inner = null)
    : Exception($"{file}{(path.Length == 0 ? "" : $", {path}")}: {reason}.", inner)
{
    /// <summary>The field, as in <c>amount.tiers[1].above</c>; empty for the whole.</summary>
    public string Path { get; } = path;
}
