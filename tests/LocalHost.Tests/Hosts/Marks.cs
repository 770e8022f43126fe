using Xunit.Abstractions;
using Xunit.Sdk;

namespace TechTransfer.LocalHost.Tests.Hosts;

/// <summary>A fact that was read, and that nobody has seen on Microsoft's host yet.</summary>
/// <param name="reason">Where it comes from.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
[TraitDiscoverer("TechTransfer.LocalHost.Tests.Hosts.NotSeenDiscoverer", "LocalHost.Tests")]
public sealed class NotSeenOnTheRealHostAttribute(string reason) : Attribute, ITraitAttribute
{
    public string Reason => reason;
}

/// <summary>A test of what only our own host has: arguments, sentences, lines.</summary>
[AttributeUsage(AttributeTargets.Class)]
[TraitDiscoverer("TechTransfer.LocalHost.Tests.Hosts.LocalHostOnlyDiscoverer", "LocalHost.Tests")]
public sealed class LocalHostOnlyAttribute : Attribute, ITraitAttribute;

public sealed class NotSeenDiscoverer : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) => [new("Seen", "no")];
}

public sealed class LocalHostOnlyDiscoverer : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) => [new("Host", "LocalHost")];
}
