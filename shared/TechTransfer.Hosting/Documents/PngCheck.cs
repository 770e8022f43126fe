using System.Buffers.Binary;
using TechTransfer.Kernel;

namespace TechTransfer.Hosting;

/// <summary>A PNG is whole when its chunks follow one another to IEND, each with its checksum.</summary>
internal static class PngCheck
{
    /// <summary>More than an A0 sheet at 300 dots an inch.</summary>
    private const long MostPixels = 200_000_000;

    public static Problem? Of(Stream content)
    {
        content.Position = 8;
        Span<byte> head = stackalloc byte[8];
        Span<byte> checksum = stackalloc byte[4];
        var buffer = new byte[16 * 1024];
        var (first, sawImage) = (true, false);
        while (true)
        {
            if (content.ReadAtLeast(head, 8, throwOnEndOfStream: false) < 8) return Truncated();
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var type = head[4..];
            if (first != type.SequenceEqual("IHDR"u8) || (first && length != 13) || length > int.MaxValue) return DocumentCheck.Broken("PNG 结构不正确", "the PNG's chunks are wrong");

            var crc = Crc32.Add(Crc32.Start, type);
            for (var left = (long)length; left > 0;)
            {
                var read = content.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
                if (read == 0) return Truncated();
                if (first && read == 13 && Dimensions(buffer) is { } wrong) return wrong;
                crc = Crc32.Add(crc, buffer.AsSpan(0, read));
                left -= read;
            }
            if (content.ReadAtLeast(checksum, 4, throwOnEndOfStream: false) < 4) return Truncated();
            if (BinaryPrimitives.ReadUInt32BigEndian(checksum) != Crc32.End(crc)) return DocumentCheck.Broken("PNG 校验和不符", "a checksum in the PNG is wrong");
            if (type.SequenceEqual("IEND"u8)) return sawImage ? null : DocumentCheck.Broken("PNG 没有图像数据", "the PNG has no image data");
            sawImage |= type.SequenceEqual("IDAT"u8);
            first = false;
        }
    }

    private static Problem? Dimensions(byte[] header)
    {
        long width = BinaryPrimitives.ReadUInt32BigEndian(header), height = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue) return DocumentCheck.Broken("PNG 尺寸不正确", "the PNG's size is wrong");
        return width * height <= MostPixels ? null : DocumentCheck.Oversized("图像像素过多", "the image has too many pixels");
    }

    private static Problem Truncated() => DocumentCheck.Broken("PNG 不完整", "the PNG ends too early");
}
