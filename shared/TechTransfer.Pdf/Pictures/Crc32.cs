namespace TechTransfer.Pdf.Pictures;

/// <summary>The checksum of PNG chunks and ZIP entries (CRC-32 of ISO 3309).</summary>
public static class Crc32
{
    private static readonly uint[] Table =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(i =>
            {
                var value = (uint)i;
                for (var bit = 0; bit < 8; bit++)
                    value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
                return value;
            }),
    ];

    /// <summary>The state before the first byte.</summary>
    public const uint Start = 0xFFFFFFFF;

    /// <summary>The state after more bytes.</summary>
    public static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    /// <summary>The checksum that a state stands for.</summary>
    public static uint End(uint crc) => ~crc;
}
