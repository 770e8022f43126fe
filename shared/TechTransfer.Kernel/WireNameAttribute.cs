namespace TechTransfer.Kernel;

/// <summary>The name of an event or message in rows, queues and histories. It must never change, even when the class is renamed, since
/// stored data and queued messages contain it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WireNameAttribute(string name) : Attribute
{
    /// <summary>The name, as in <c>ReplayAdvanced</c>; stored, so it must never change.</summary>
    public string Name { get; } = name;
}
