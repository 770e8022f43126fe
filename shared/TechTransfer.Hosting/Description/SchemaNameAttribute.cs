namespace TechTransfer.Hosting.Description;

/// <summary>Sets the name of a type's schema in the OpenAPI document, so that renaming the class does not break clients that use the
/// name.</summary>
/// <param name="name">Schema name.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class SchemaNameAttribute(string name) : Attribute
{
    /// <summary>Replaces the class name, which is used without this attribute.</summary>
    public string Name { get; } = name;
}
