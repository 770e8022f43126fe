using System.Text.Json.Nodes;

namespace TechTransfer.Testing.Apps;

public sealed record Reply(int Status, string? Tag, string? Location, string? MediaType, byte[] Bytes)
{
    private JsonNode? json;

    public JsonNode? Json => MediaType?.Contains("json", StringComparison.Ordinal) == true ? json ??= JsonNode.Parse(Bytes) : null;

    public string Id => (string)Json!["id"]!;

    public string? Code => (string?)Json?["code"];

    /// <summary>Path and code of each field error in a problem response; empty for other responses.</summary>
    public IReadOnlyList<(string Path, string Code)> Errors =>
        [.. (Json?["errors"]?.AsArray() ?? []).Select(e => ((string)e!["path"]!, (string)e["code"]!))];
}
