namespace TechTransfer.Kernel.Decisions;

/// <summary>Roles of signed-in persons, from the claim <c>roles</c> of their token.</summary>
public enum Role
{
    /// <summary>User of an organisation's technology transfer office.</summary>
    Office,

    /// <summary>User of a company, which acts as seller, buyer or intermediary.</summary>
    Company,

    /// <summary>Official who examines, assesses and registers contracts.</summary>
    Registrar,

    /// <summary>Official who approves large contracts and corrects recorded national numbers.</summary>
    Approver,

    /// <summary>Official who checks, settles and pays reward claims.</summary>
    Finance,

    /// <summary>Official who evaluates and publishes reward policies.</summary>
    Policy,

    /// <summary>Official who reads everything and changes nothing.</summary>
    Auditor,

    /// <summary>Person who runs the system: backs it up and restores it, but cannot read contracts.</summary>
    Operator,
}

/// <summary>The person who sends a request, or a part of the system that acts.</summary>
/// <param name="Subject">Stable id of the person (the token's <c>sub</c>).</param>
/// <param name="Name">Name for display and for histories.</param>
/// <param name="Roles">The person's roles; empty for the system.</param>
/// <param name="Organisation">USCC of the organisation that the person acts for; null for officials and the system.</param>
public sealed record Caller(string Subject, string Name, IReadOnlySet<Role> Roles, string? Organisation)
{
    private static readonly IReadOnlySet<Role> NoRoles = new HashSet<Role>();

    /// <summary>A part of the system that acts by timer or message. It has no roles; histories record it as the author of events.</summary>
    /// <param name="subject">Stable name of the part, recorded like a person's id.</param>
    /// <param name="name">Chinese name of the part, for display.</param>
    public static Caller System(string subject = "system", string name = "系统") => new(subject, name, NoRoles, null);

    /// <summary>True if the person has exactly this role: no role includes another, not even the operator's.</summary>
    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>True for an office or company user of the organisation with this USCC; false for null.</summary>
    public bool ActsFor(string? uscc) => uscc is not null && uscc == Organisation && (Is(Role.Office) || Is(Role.Company));
}
