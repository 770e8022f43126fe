using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Kernel.Texts;
using TechTransfer.Testing;

namespace TechTransfer.Certificates.Tests.Frame;

/// <summary>
/// The apps refuse texts with characters that our fonts lack, and use a stored table to recognise them. This table must match the
/// fonts; <c>UPDATE_DOCS=1</c> writes it again.
/// </summary>
public sealed class PrintableCharactersTests
{
    private const int LastCodePoint = 0x3FFFF;

    [Fact]
    public void The_table_of_printable_characters_is_that_of_the_fonts()
    {
        var (usual, rare) = (Characters("fonts"), Characters(Path.Combine("fonts", "rare")));
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            Write("printable", usual);
            if (rare.Count > 0)
                Write("printable-rare", rare);
        }
        else
        {
            HashSet<int> characters = [.. usual, .. rare];
            Assert.Empty(
                Enumerable
                    .Range(' ', LastCodePoint - ' ' + 1)
                    .Where(c => PrintableText.Has(c) != characters.Contains(c))
                    .Select(EnteredText.NameOf)
                    .Take(20)
            );
        }
    }

    [Theory]
    [InlineData("CO₂捕集装置开发（虚构）")]
    [InlineData("精度10⁻⁶级传感器开发（虚构）")]
    [InlineData("⌀12mm阀门研制（虚构）")]
    [InlineData("流量3㎥/h，压力≤0.5MPa，功耗5µW，电阻±2Ω，25℃，0.1‰（虚构）")]
    [InlineData("x₁²＋y₂³→∑∫√∞（虚构）")]
    [InlineData("𠮷田𪚥牌（虚构）")]
    [InlineData("Résonance\u2009ŁódźΔφ（虚构）")]
    public async Task What_a_contract_says_of_quantities_stands_on_its_certificate(string title)
    {
        Assert.Null(PrintableText.FaultOf(title));
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, CertificateSamples.Pdf(new RegistrationContent(IssuingApp.Facts("units", title))));
        var text = (await Tool.RunAsync("pdftotext", "-raw", file, "-")).Output;
        File.Delete(file);
        Assert.Contains(Plain(title), Plain(text), StringComparison.Ordinal);

        static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
    }

    [Fact]
    public void A_certificate_shows_characters_of_every_part_of_the_table()
    {
        int[] characters = [.. Characters("fonts").Union(Characters(Path.Combine("fonts", "rare"))).Order()];
        var title = string.Concat(characters.Where((_, i) => i % 400 == 0).Select(char.ConvertFromUtf32));
        Assert.Null(PrintableText.FaultOf(title));
        Assert.NotEmpty(CertificateSamples.Pdf(new RegistrationContent(IssuingApp.Facts("all", title))));
    }

    private static void Write(string table, IEnumerable<int> characters) =>
        File.WriteAllText(
            Repository.PathOf("shared", "TechTransfer.Kernel", "Data", $"{table}.json"),
            $"[\n{string.Join(",\n", Ranges(characters).Select(r => $"  {JsonSerializer.Serialize(r)}"))}\n]\n"
        );

    private static HashSet<int> Characters(string folder) =>
        [
            .. (
                Path.Combine(AppContext.BaseDirectory, folder) is var path && Directory.Exists(path)
                    ? Directory.GetFiles(path, "*.ttf")
                    : []
            )
                .SelectMany(file => CharactersOf(File.ReadAllBytes(file)))
                .Where(c => c is >= ' ' and <= LastCodePoint and not (>= 0x7F and < 0xA0) && (c & 0xFFFE) != 0xFFFE && !IsFromTheRight(c)),
        ];

    // Right-to-left scripts (Hebrew, Arabic and others) count as not printable even where a font has some of their symbols, because
    // certificates lay out text from left to right only.
    private static bool IsFromTheRight(int c) =>
        c
            is (>= 0x590 and <= 0x8FF)
                or (>= 0xFB1D and <= 0xFDFF)
                or (>= 0xFE70 and <= 0xFEFF)
                or (>= 0x10800 and <= 0x10FFF)
                or (>= 0x1E800 and <= 0x1EFFF);

    private static IEnumerable<string> Ranges(IEnumerable<int> characters)
    {
        var ranges = new List<(int From, int To)>();
        foreach (var c in characters.Order())
        {
            if (ranges.Count > 0 && ranges[^1].To == c - 1)
                ranges[^1] = (ranges[^1].From, c);
            else
                ranges.Add((c, c));
        }
        return ranges.Select(r =>
            r.From == r.To ? FormattableString.Invariant($"{r.From:X4}") : FormattableString.Invariant($"{r.From:X4}-{r.To:X4}")
        );
    }

    // Reads the font's cmap table (Unicode code point to glyph): format 12, otherwise format 4.
    private static IEnumerable<int> CharactersOf(byte[] font)
    {
        var table = Enumerable
            .Range(0, Short(font, 4))
            .Select(i => 12 + 16 * i)
            .Where(at => Encoding.ASCII.GetString(font, at, 4) == "cmap")
            .Select(at => Long(font, at + 8))
            .Single();
        var maps = Enumerable
            .Range(0, Short(font, table + 2))
            .Select(i => table + 4 + 8 * i)
            .Where(at => Short(font, at) is 0 or 3)
            .Select(at => table + Long(font, at + 4))
            .ToLookup(at => Short(font, at));
        if (maps[12].Any())
        {
            var map = maps[12].First();
            for (var i = 0; i < Long(font, map + 12); i++)
            {
                var group = map + 16 + 12 * i;
                for (var c = Long(font, group); c <= Long(font, group + 4); c++)
                {
                    if (Long(font, group + 8) + c - Long(font, group) != 0)
                        yield return c;
                }
            }
        }
        else
        {
            var map = maps[4].First();
            var twice = Short(font, map + 6);
            for (var i = 0; i < twice; i += 2)
            {
                var (end, start) = (Short(font, map + 14 + i), Short(font, map + 16 + twice + i));
                var (delta, range) = (Short(font, map + 16 + 2 * twice + i), Short(font, map + 16 + 3 * twice + i));
                for (var c = start; c <= end; c++)
                {
                    if (range == 0 ? ((c + delta) & 0xFFFF) != 0 : Short(font, map + 16 + 3 * twice + i + range + 2 * (c - start)) != 0)
                        yield return c;
                }
            }
        }
    }

    private static int Short(byte[] font, int at) => BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(at));

    private static int Long(byte[] font, int at) => (int)BinaryPrimitives.ReadUInt32BigEndian(font.AsSpan(at));
}
