using System.Buffers.Binary;
using System.Text;

namespace TechTransfer.Testing.Otlp;

/// <summary>
/// One field of a Protocol Buffers message: its number, and its value as an integer or as bytes, depending on the wire type.
/// </summary>
public readonly record struct WireField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public double Double => BitConverter.UInt64BitsToDouble(Value);

    public string Hex => Convert.ToHexStringLower(Bytes.Span);

    public IEnumerable<WireField> Fields() => WireFields.Of(Bytes);
}

/// <summary>A reader for the part of the Protocol Buffers wire format that OTLP needs.</summary>
public static class WireFields
{
    public static IEnumerable<WireField> Of(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length; )
        {
            var key = Varint(message, ref at);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    yield return new(number, Varint(message, ref at), default);
                    break;
                case 1:
                    yield return new(number, BinaryPrimitives.ReadUInt64LittleEndian(message.Span[at..]), default);
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    yield return new(number, 0, message.Slice(at, length));
                    at += length;
                    break;
                case 5:
                    yield return new(number, BinaryPrimitives.ReadUInt32LittleEndian(message.Span[at..]), default);
                    at += 4;
                    break;
                case var kind:
                    throw new FormatException($"A field cannot have the kind {kind}.");
            }
        }
    }

    private static ulong Varint(ReadOnlyMemory<byte> message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = message.Span[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
        throw new FormatException("A number is longer than ten bytes.");
    }
}
