namespace TechTransfer.Pdf.Pictures;

/// <summary>CRC-32 of ISO 3309, as in PNG chunks and ZIP entries. The state is passed through the calls, so that data can arrive in
/// pieces.</summary>
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

    /// <summary>State before the first byte.</summary>
    public const uint Start = 0xFFFFFFFF;

    /// <summary>Adds bytes to a state. Returns the new state, not a checksum; see <see cref="End"/>.</summary>
    public static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    /// <summary>Turns the state after the last byte into the checksum.</summary>
    public static uint End(uint crc) => ~crc;
}
