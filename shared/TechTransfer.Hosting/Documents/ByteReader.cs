namespace TechTransfer.Hosting;

/// <summary>Reads a stream byte by byte through a buffer of its own.</summary>
internal sealed class ByteReader(Stream stream, int bufferSize = 32 * 1024)
{
    private readonly byte[] buffer = new byte[bufferSize];
    private int next;
    private int end;

    /// <summary>Bytes read so far, counted from the last <see cref="Seek"/>'s position.</summary>
    public long Position { get; private set; }

    /// <summary>The next byte; -1 at the end.</summary>
    public int Read()
    {
        if (!Fill()) return -1;
        Position++;
        return buffer[next++];
    }

    /// <summary>The next byte without taking it; -1 at the end.</summary>
    public int Peek() => Fill() ? buffer[next] : -1;

    /// <summary>Takes exactly so many bytes; false when the stream ends before.</summary>
    public bool TryRead(Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var value = Read();
            if (value < 0) return false;
            bytes[i] = (byte)value;
        }
        return true;
    }

    /// <summary>Goes to a position of a seekable stream.</summary>
    public void Seek(long position)
    {
        var start = stream.Position - end;
        if (position >= start && position <= stream.Position)
        {
            next = (int)(position - start);
        }
        else
        {
            stream.Position = position;
            next = end = 0;
        }
        Position = position;
    }

    /// <summary>Drops what was buffered: somebody else moves the stream now.</summary>
    public void Forget() => next = end = 0;

    private bool Fill()
    {
        if (next < end) return true;
        (next, end) = (0, stream.Read(buffer));
        return end > 0;
    }
}

/// <summary>The checksum of PNG chunks and ZIP entries (CRC-32 of ISO 3309).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i =>
    {
        var value = (uint)i;
        for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    })];

    public const uint Start = 0xFFFFFFFF;

    public static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes) crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    public static uint End(uint crc) => ~crc;
}
