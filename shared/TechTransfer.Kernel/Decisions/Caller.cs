namespace TechTransfer.Kernel.Decisions;

/// <summary>What a signed-in person may do.</summary>
public enum Role
{
    /// <summary>Transfer office of one organisation.</summary>
    Office,

    /// <summary>A company.</summary>
    Company,

    /// <summary>Examines and registers contracts.</summary>
    Registrar,

    /// <summary>Approves large cases.</summary>
    Approver,

    /// <summary>Settles rewards.</summary>
    Finance,

    /// <summary>Publishes policies.</summary>
    Policy,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor,

    /// <summary>Keeps the system running: backs it up and restores it, reads no contract.</summary>
    Operator,
}

/// <summary>Who calls.</summary>
/// <param name="Subject">The person's stable id.</param>
/// <param name="Name">The name for display and history.</param>
/// <param name="Roles">What the person may do.</param>
/// <param name="Organisation">The USCC that an office or company acts for; null for officials.</param>
public sealed record Caller(string Subject, string Name, IReadOnlySet<Role> Roles, string? Organisation)
{
    private static readonly IReadOnlySet<Role> NoRoles = new HashSet<Role>();

    /// <summary>The system itself, for what timers and messages set off. It has no role. Histories keep the subject and the name.</summary>
    /// <param name="subject">The part of the system that acts.</param>
    /// <param name="name">The part's name in Chinese.</param>
    public static Caller System(string subject = "system", string name = "系统") => new(subject, name, NoRoles, null);

    /// <summary>True when the caller has the role.</summary>
    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>True when the caller acts for this organisation.</summary>
    public bool ActsFor(string? uscc) => uscc is not null && uscc == Organisation && (Is(Role.Office) || Is(Role.Company));
}
