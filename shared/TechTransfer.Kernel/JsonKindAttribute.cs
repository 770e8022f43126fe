namespace TechTransfer.Kernel;

/// <summary>The JSON type discriminator of a class whose polymorphic base type lists no derived types. Must never change, since stored data
/// contains it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class JsonKindAttribute(string name) : Attribute
{
    /// <summary>The type discriminator; stored in JSON, so it must never change.</summary>
    public string Name { get; } = name;
}
