using TechTransfer.Kernel.Decisions;

namespace TechTransfer.Hosting.Description;

/// <summary>Says who may call an HTTP function. Every HTTP function has this attribute or <see cref="OpenToAllAttribute"/>; the app does
/// not start otherwise.</summary>
/// <param name="roles">The caller needs at least one of these roles; none means any signed-in caller.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowedAttribute(params Role[] roles) : Attribute
{
    /// <summary>Roles of which the caller needs at least one; empty means any signed-in caller.</summary>
    public IReadOnlyList<Role> Roles { get; } = roles;
}

/// <summary>Lets anyone call an HTTP function: health probes and public data, such as code tables, policies and the verification of
/// certificates. Without it or <see cref="AllowedAttribute"/> the app does not start.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenToAllAttribute : Attribute;
