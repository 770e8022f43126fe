namespace TechTransfer.Hosting.Commands;

/// <summary>An empty JSON body, for commands that need no data beyond their route.</summary>
public sealed record NoContent;
