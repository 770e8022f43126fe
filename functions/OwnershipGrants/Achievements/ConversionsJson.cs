using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>
/// Stores an achievement's conversions: as a plain array up to 50, as a Brotli-compressed base64 string above that, because the size of a
/// state is limited.
/// </summary>
internal sealed class ConversionsJson : JsonConverter<IReadOnlyList<Conversion>>
{
    private const int MaxPlain = 50;
    private const int Quality = 5;
    private const int Window = 22;

    public override IReadOnlyList<Conversion> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            return JsonSerializer.Deserialize<Conversion[]>(ref reader, options)!;
        using var packed = new BrotliStream(new MemoryStream(reader.GetBytesFromBase64()), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<Conversion[]>(packed, options)!;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<Conversion> value, JsonSerializerOptions options)
    {
        if (value.Count <= MaxPlain)
        {
            JsonSerializer.Serialize(writer, value, options);
            return;
        }
        var plain = JsonSerializer.SerializeToUtf8Bytes(value, options);
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        if (!BrotliEncoder.TryCompress(plain, packed, out var length, Quality, Window))
            throw new JsonException("The conversions cannot be compressed.");
        writer.WriteBase64StringValue(packed.AsSpan(0, length));
    }
}
