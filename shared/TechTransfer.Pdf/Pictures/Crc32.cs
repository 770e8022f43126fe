namespace TechTransfer.Pdf.Pictures;

/// <summary>Computes the checksum of PNG chunks and ZIP entries (CRC-32 of ISO 3309).</summary>
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

    /// <summary>Initial state, before any byte.</summary>
    public const uint Start = 0xFFFFFFFF;

    /// <summary>Processes more bytes and returns the new state.</summary>
    public static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    /// <summary>Converts the final state into the checksum.</summary>
    public static uint End(uint crc) => ~crc;
}
