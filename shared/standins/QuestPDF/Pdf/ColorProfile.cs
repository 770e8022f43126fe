using System.Buffers.Binary;
using System.Text;

namespace QuestPDF.Pdf;

/// <summary>An sRGB colour profile (ICC version 2, IEC 61966-2-1), which defines the meaning of the document's RGB values. Computed here to
/// avoid distributing a third party's profile file.</summary>
internal static class ColorProfile
{
    private const int HeaderLength = 128;
    private const int CurveEntries = 256;

    private static readonly Lazy<byte[]> Profile = new(Build);

    public static byte[] Rgb() => Profile.Value;

    private static byte[] Build()
    {
        var curve = Curve();
        // Primaries adapted to D50, the white point of the profile connection space.
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", Description("sRGB")),
            ("cprt", Text("No copyright")),
            ("wtpt", Xyz(0.9642, 1.0, 0.8249)),
            ("rXYZ", Xyz(0.4361, 0.2225, 0.0139)),
            ("gXYZ", Xyz(0.3851, 0.7169, 0.0971)),
            ("bXYZ", Xyz(0.1431, 0.0606, 0.7142)),
            ("rTRC", curve),
            ("gTRC", curve),
            ("bTRC", curve),
        ];

        var at = HeaderLength + 4 + 12 * tags.Length;
        var offsets = new Dictionary<byte[], int>();
        foreach (var data in tags.Select(t => t.Data).Distinct())
        {
            offsets.Add(data, at);
            at += (data.Length + 3) & ~3;
        }

        var profile = new byte[at];
        WriteHeader(profile);
        BinaryPrimitives.WriteInt32BigEndian(profile.AsSpan(HeaderLength), tags.Length);
        for (var i = 0; i < tags.Length; i++)
        {
            var entry = profile.AsSpan(HeaderLength + 4 + 12 * i);
            Encoding.ASCII.GetBytes(tags[i].Tag, entry);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], offsets[tags[i].Data]);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], tags[i].Data.Length);
            tags[i].Data.CopyTo(profile, offsets[tags[i].Data]);
        }
        return profile;
    }

    private static void WriteHeader(byte[] profile)
    {
        BinaryPrimitives.WriteInt32BigEndian(profile, profile.Length);
        BinaryPrimitives.WriteUInt32BigEndian(profile.AsSpan(8), 0x02100000);
        Encoding.ASCII.GetBytes("mntrRGB XYZ ", profile.AsSpan(12));
        // A fixed date, so that equal documents have equal bytes.
        foreach (var (offset, value) in ((int, ushort)[])[(24, 2024), (26, 1), (28, 1)])
            BinaryPrimitives.WriteUInt16BigEndian(profile.AsSpan(offset), value);
        Encoding.ASCII.GetBytes("acsp", profile.AsSpan(36));
        WriteXyz(profile.AsSpan(68), 0.9642, 1.0, 0.8249);
    }

    private static byte[] Curve()
    {
        var data = new byte[12 + 2 * CurveEntries];
        Encoding.ASCII.GetBytes("curv", data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), CurveEntries);
        for (var i = 0; i < CurveEntries; i++)
        {
            var value = i / (CurveEntries - 1.0);
            var linear = value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
            BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(12 + 2 * i), (ushort)Math.Round(linear * 65535));
        }
        return data;
    }

    private static byte[] Xyz(double x, double y, double z)
    {
        var data = new byte[20];
        Encoding.ASCII.GetBytes("XYZ ", data);
        WriteXyz(data.AsSpan(8), x, y, z);
        return data;
    }

    private static void WriteXyz(Span<byte> target, double x, double y, double z)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, (int)Math.Round(x * 65536));
        BinaryPrimitives.WriteInt32BigEndian(target[4..], (int)Math.Round(y * 65536));
        BinaryPrimitives.WriteInt32BigEndian(target[8..], (int)Math.Round(z * 65536));
    }

    private static byte[] Text(string text) => [.. "text\0\0\0\0"u8, .. Encoding.ASCII.GetBytes(text), 0];

    private static byte[] Description(string text)
    {
        // The Unicode (4 + 4 bytes) and Macintosh (2 + 1 + 67 bytes) descriptions that follow the ASCII one stay empty.
        var data = new byte[12 + text.Length + 1 + 78];
        Encoding.ASCII.GetBytes("desc", data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), text.Length + 1);
        Encoding.ASCII.GetBytes(text, data.AsSpan(12));
        return data;
    }
}
