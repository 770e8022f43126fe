using System.Buffers.Binary;
using System.Text;

namespace QuestPDF.Tests;

/// <summary>
/// A generated TrueType font of four glyphs: A is a square; B is two such squares, one to the right and one above; C is B at half size. It
/// has features that the Noto fonts lack: composite glyphs, instructions, a short index, and only a format 4 character map.
/// </summary>
internal static class SyntheticFont
{
    private const int Instruction = 0x4F; // The DEBUG instruction: a viewer that executed it would stop.

    // permissions: the fsType bits of the OS/2 table.
    public static byte[] Build(string family, ushort permissions = 0, ushort weight = 400)
    {
        byte[][] glyphs = [Square(), Square(), Composed(Part(1, 500, 0), Part(1, 0, 500)), Composed(Part(2, 0, 0, scale: 0x2000))];
        return File([
            ("OS/2", Os2(weight, permissions)),
            ("cmap", CharacterMap()),
            ("fpgm", [Instruction]),
            ("glyf", [.. glyphs.SelectMany(g => g)]),
            ("head", Words(1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 900, 900, 0, 8, 2, 0, 0)),
            ("hhea", Words(1, 0, 900, -100, 0, 1000, 0, 0, 900, 1, 0, 0, 0, 0, 0, 0, 0, 1)),
            // One advance width for all glyphs, then only side bearings.
            ("hmtx", Words(1000, 0, 0, 0, 0)),
            ("loca", Words([0, .. Ends(glyphs)])),
            ("maxp", Words(1, 0, 4, 4, 1, 8, 2, 2, 0, 0, 0, 0, 0, 0, 2, 2)),
            ("name", Names(family)),
            ("post", Words(3, 0, 0, 0, -100, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
        ]);
    }

    private static byte[] Square() =>
        [
            .. Words(1, 0, 0, 400, 400), // one contour, and its bounding box
            .. Words(3), // index of the last of its points
            .. Words(2),
            Instruction,
            Instruction,
            0x01,
            0x01,
            0x01,
            0x01, // flags: all points on the curve, with two-byte coordinates
            .. Words(0, 400, 0, -400), // x coordinates: to the right and back
            .. Words(0, 0, 400, 0), // y coordinates: up
        ];

    private static byte[] Composed(params byte[][] parts)
    {
        // Every part except the last has the flag "more components"; the last has the flag "instructions".
        for (var i = 0; i < parts.Length; i++)
            parts[i][i < parts.Length - 1 ? 1 : 0] |= (byte)(i < parts.Length - 1 ? 0x20 : 0x01);
        return [.. Words(-1, 0, 0, 900, 900), .. parts.SelectMany(p => p), .. Words(2), Instruction, Instruction];
    }

    private static byte[] Part(int glyph, int x, int y, int? scale = null) =>
        scale is { } s ? Words(0x0001 | 0x0002 | 0x0008, glyph, x, y, s) : Words(0x0001 | 0x0002, glyph, x, y);

    private static int[] Ends(byte[][] glyphs)
    {
        var end = 0;
        return [.. glyphs.Select(g => (end += g.Length) / 2)];
    }

    private static byte[] CharacterMap() =>
        Words(
            0,
            1,
            3,
            1,
            0,
            12, // one subtable, for Windows and Unicode
            4,
            32,
            0,
            4,
            4,
            1,
            0, // format 4 with two segments
            'C',
            0xFFFF,
            0,
            'A',
            0xFFFF,
            1 - 'A',
            1,
            0,
            0
        );

    private static byte[] Os2(ushort weight, ushort permissions)
    {
        var table = new byte[96];
        BinaryPrimitives.WriteUInt16BigEndian(table, 4);
        BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(4), weight);
        BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(8), permissions);
        return table;
    }

    private static byte[] Names(string family)
    {
        var text = Encoding.BigEndianUnicode.GetBytes(family);
        return [.. Words(0, 1, 18, 3, 1, 0x409, 1, text.Length, 0), .. text];
    }

    private static byte[] Words(params int[] values)
    {
        var bytes = new byte[2 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * i), unchecked((ushort)values[i]));
        return bytes;
    }

    private static byte[] File((string Tag, byte[] Data)[] tables)
    {
        var directory = new List<byte>([.. Words(1, 0, tables.Length, 0, 0, 0)]);
        var content = new List<byte>();
        foreach (var (tag, data) in tables)
        {
            var offset = 12 + 16 * tables.Length + content.Count;
            directory.AddRange([.. Encoding.ASCII.GetBytes(tag), .. Words(0, 0, offset >> 16, offset & 0xFFFF, 0, data.Length)]);
            content.AddRange(data);
            while (content.Count % 4 != 0)
                content.Add(0);
        }
        return [.. directory, .. content];
    }
}
