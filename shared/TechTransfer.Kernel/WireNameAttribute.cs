namespace TechTransfer.Kernel;

/// <summary>
/// What an event or a message is called in rows, queues and histories. Classes may be renamed; this name never changes, for what is stored
/// and under way has it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WireNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
