namespace TechTransfer.Kernel;

/// <summary>
/// What JSON calls one of the kinds of a base that is marked polymorphic and lists none. It never changes, for what is stored has it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class JsonKindAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
