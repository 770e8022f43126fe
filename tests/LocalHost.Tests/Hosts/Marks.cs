using Xunit.Abstractions;
using Xunit.Sdk;

namespace TechTransfer.LocalHost.Tests.Hosts;

/// <summary>Marks a test whose expectation has not been confirmed on Microsoft's host yet.</summary>
/// <param name="reason">Where the expectation comes from, such as documentation or source code.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
[TraitDiscoverer("TechTransfer.LocalHost.Tests.Hosts.NotSeenDiscoverer", "LocalHost.Tests")]
public sealed class NotSeenOnTheRealHostAttribute(string reason) : Attribute, ITraitAttribute
{
    public string Reason => reason;
}

/// <summary>Marks tests of features that only LocalHost has, such as its arguments and error messages.</summary>
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
