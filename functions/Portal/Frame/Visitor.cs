namespace TechTransfer.Portal.Frame;

/// <summary>A signed-in visitor.</summary>
/// <param name="Organisation">Credit code of the organisation that the visitor acts for; null for officials.</param>
/// <param name="Token">Access token for the services.</param>
public sealed record Visitor(string Name, IReadOnlyList<Role> Roles, string? Organisation, string Token);
