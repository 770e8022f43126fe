using TechTransfer.Kernel.Decisions;

namespace TechTransfer.Hosting.SignIn;

/// <summary>Who may call a function. Every HTTP function has this attribute or <see cref="OpenToAllAttribute"/>: nothing is open by
/// default.</summary>
/// <param name="roles">One of these is needed; none named means anyone who is signed in.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowedAttribute(params Role[] roles) : Attribute
{
    /// <summary>One of these is needed; empty means anyone who is signed in.</summary>
    public IReadOnlyList<Role> Roles { get; } = roles;
}

/// <summary>Anyone may call the function, signed in or not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenToAllAttribute : Attribute;
