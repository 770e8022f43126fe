namespace TechTransfer.Hosting.Description;

/// <summary>The name of a body's or an answer's schema in the API description, where its class has another: clients may use the name.</summary>
/// <param name="name">The name.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class SchemaNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
