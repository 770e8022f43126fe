namespace TechTransfer.Hosting.Commands;

/// <summary>The body of a command that says nothing beside its route.</summary>
public sealed record NoContent;
