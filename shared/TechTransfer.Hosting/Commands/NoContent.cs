namespace TechTransfer.Hosting.Commands;

/// <summary>Empty body, for commands whose route says everything.</summary>
public sealed record NoContent;
