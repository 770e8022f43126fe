using TechTransfer.Kernel;

namespace TechTransfer.Hosting;

/// <summary>A JPEG is whole when its segments follow one another, with a frame and a scan, to the end-of-image marker.</summary>
internal static class JpegCheck
{
    private const long MostPixels = 200_000_000;
    /// <summary>A picture that comes in steps has ten or so; each makes its reader draw all of it anew.</summary>
    private const int MostScans = 500;

    public static Problem? Of(Stream content)
    {
        var reader = new ByteReader(content);
        reader.Seek(2);
        var (sawFrame, scans) = (false, 0);
        var frame = new byte[5];
        var marker = NextMarker(reader);
        while (true)
        {
            switch (marker)
            {
                case < 0:
                    return Truncated();
                case 0xD9:
                    return sawFrame && scans > 0 ? null : DocumentCheck.Broken("JPEG 没有图像数据", "the JPEG has no image data");
                case 0x01 or (>= 0xD0 and <= 0xD7):
                    marker = NextMarker(reader);
                    continue;
            }
            var length = (reader.Read() << 8) | reader.Read();
            if (length < 2) return length < 0 ? Truncated() : DocumentCheck.Broken("JPEG 结构不正确", "the JPEG's segments are wrong");
            // SOF0 to SOF15 without DHT, JPG and DAC.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                if (length < 7 || !reader.TryRead(frame)) return Truncated();
                // A height of 0 is given later, after the first scan.
                long height = (frame[1] << 8) | frame[2], width = (frame[3] << 8) | frame[4];
                if (width == 0) return DocumentCheck.Broken("JPEG 尺寸不正确", "the JPEG's size is wrong");
                if (width * height > MostPixels) return DocumentCheck.Oversized("图像像素过多", "the image has too many pixels");
                sawFrame = true;
                length -= 5;
            }
            reader.Seek(reader.Position + length - 2);
            if (marker == 0xDA)
            {
                if (++scans > MostScans) return DocumentCheck.Oversized("JPEG 扫描次数过多", "the JPEG has too many scans");
                marker = MarkerAfterScan(reader);
            }
            else
            {
                marker = NextMarker(reader);
            }
        }
    }

    private static int NextMarker(ByteReader reader)
    {
        if (reader.Read() != 0xFF) return -1;
        int marker;
        do marker = reader.Read();
        while (marker == 0xFF);
        return marker;
    }

    // In a scan, 0xFF is followed by 0 or by a restart marker.
    private static int MarkerAfterScan(ByteReader reader)
    {
        int value;
        while ((value = reader.Read()) >= 0)
        {
            if (value != 0xFF) continue;
            int marker;
            do marker = reader.Read();
            while (marker == 0xFF);
            if (marker is not 0 and not (>= 0xD0 and <= 0xD7)) return marker;
        }
        return -1;
    }

    private static Problem Truncated() => DocumentCheck.Broken("JPEG 不完整", "the JPEG ends too early");
}
