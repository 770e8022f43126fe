using System.Text.Json;
using System.Text.Json.Serialization;

namespace TechTransfer.Hosting.Health;

/// <summary>Serializer generated at compile time, so that an instance's first answer does not wait for reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthBody))]
internal sealed partial class HealthJson : JsonSerializerContext;
