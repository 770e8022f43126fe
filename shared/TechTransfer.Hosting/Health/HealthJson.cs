using System.Text.Json;
using System.Text.Json.Serialization;

namespace TechTransfer.Hosting.Health;

/// <summary>How health is written, made at compile time: the first answer of an instance does not wait for reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthBody))]
internal sealed partial class HealthJson : JsonSerializerContext;
