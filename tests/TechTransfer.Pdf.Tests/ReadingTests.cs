using System.Globalization;
using System.IO.Compression;
using System.Text;
using TechTransfer.Pdf.Reading;
using TechTransfer.Pdf.Signing;
using TechTransfer.Pdf.Verification;
using TechTransfer.Testing;

namespace TechTransfer.Pdf.Tests;

public sealed class ReadingTests
{
    private const long Memory = 100_000_000;

    private static readonly VerificationOptions Options = new() { Time = new TestTime(TestKeys.Now.AddDays(1)) };

    /// <summary>Reads twenty thousand modified files, signed and unsigned; each must be read or refused with a reason.</summary>
    [Fact]
    public void No_file_causes_an_unexpected_error()
    {
        var random = new Random(20261122);
        byte[][] originals =
        [
            .. Samples.AllKinds.Select(Samples.Get),
            Hybrid(),
            PdfSigner.Sign(Samples.Get("with a form in object streams"), TestKeys.EllipticCurve, TestKeys.Options),
        ];
        // Leave out large files, whose streams do not exercise the reader.
        originals = [.. originals.Where(o => o.Length < 8_000)];
        Assert.True(originals.Length >= 4);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var file = (byte[])originals[i % originals.Length].Clone();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                var at = random.Next(file.Length);
                file[at] = random.Next(3) switch
                {
                    0 => (byte)random.Next(256),
                    1 => "0123456789<>[]()/ R\n"u8[random.Next(20)],
                    _ => file[random.Next(file.Length)],
                };
            }
            if (random.Next(10) == 0)
                file = file[..random.Next(file.Length)];

            Assert.NotNull(PdfSignatures.Verify(file, TestKeys.Anchors, Options));
            try
            {
                PdfSigner.Sign(file, TestKeys.EllipticCurve, TestKeys.Options);
            }
            catch (PdfException e)
            {
                Assert.NotEmpty(e.Message);
                refused++;
            }
        }
        Assert.InRange(refused, 1_000, 19_000);
    }

    [Fact]
    public void What_is_no_PDF_is_called_so()
    {
        foreach (
            var file in (byte[][])
                [
                    [],
                    "%PDF"u8.ToArray(),
                    "PK\u0003\u0004 and more"u8.ToArray(),
                    new byte[1_000_000],
                ]
        )
        {
            var answer = PdfSignatures.Verify(file, TestKeys.Anchors, Options);
            Assert.Equal(PdfProblem.NotPdf, answer.Problem);
            Assert.Equal(SignatureState.None, answer.State);
            Assert.Equal(
                PdfProblem.NotPdf,
                Assert.Throws<PdfException>(() => PdfSigner.Sign(file, TestKeys.EllipticCurve, TestKeys.Options)).Problem
            );
        }
    }

    [Fact]
    public void An_encrypted_file_is_called_so() =>
        Assert.Equal(PdfProblem.Encrypted, PdfSignatures.Verify(Samples.Get("encrypted"), TestKeys.Anchors, Options).Problem);

    public static TheoryData<string> Broken() =>
        new([
            "no end",
            "start outside",
            "start elsewhere",
            "circle",
            "entry elsewhere",
            "entry outside",
            "no catalog",
            "widths",
            "short index",
            "no pages",
            "pages in a circle",
            "wrong length",
        ]);

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_damaged_file_is_refused_with_a_reason(string damage)
    {
        var file = Damaged(damage);
        var error = Assert.Throws<PdfException>(() => PdfSigner.Sign(file, TestKeys.EllipticCurve, TestKeys.Options));
        Assert.Equal(PdfProblem.Broken, error.Problem);
        Assert.NotEmpty(error.Message);
        Assert.False(PdfSignatures.Verify(file, TestKeys.Anchors, Options).Unchanged);
    }

    public static TheoryData<string> Bombs() =>
        new([
            "inflating references",
            "inflating objects",
            "many references",
            "many objects packed",
            "deep arrays",
            "deep dictionaries",
            "many values",
            "many updates",
            "many fields",
            "fields in a circle",
            "long comment",
            "huge string",
            "many signatures",
        ]);

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_is_answered_within_100_MB(string kind)
    {
        var file = Bomb(kind);
        PdfSignatures.Verify(Samples.Get("hand-made 1.4"), TestKeys.Anchors, Options);
        var answer = Cost.Within(Memory, () => PdfSignatures.Verify(file, TestKeys.Anchors, Options));
        Assert.NotEqual(SignatureState.Valid, answer.State);
        Assert.False(answer.Unchanged);
    }

    [Fact]
    public void A_file_of_100_MB_is_answered_within_100_MB()
    {
        var file = new byte[100_000_000];
        Samples.Get("hand-made 1.4").CopyTo(file, 0);
        var answer = Cost.Within(Memory, () => PdfSignatures.Verify(file, TestKeys.Anchors, Options));
        Assert.Equal(PdfProblem.TooComplex, answer.Problem);

        using var stream = new MemoryStream(file);
        var fromStream = Cost.Within(Memory, () => FromStart(stream));
        Assert.Equal(PdfProblem.TooComplex, fromStream.Problem);
        Assert.InRange(stream.Position, 1, 17 << 20);
    }

    [Fact]
    public void A_large_file_within_the_limit_is_verified_within_100_MB()
    {
        var signed = PdfSigner.Sign(Large(15_000_000), TestKeys.Rsa, TestKeys.Options);
        using var stream = new MemoryStream(signed);
        PdfSignatures.Verify(Samples.Get("hand-made 1.4"), TestKeys.Anchors, Options);
        Assert.True(Cost.Within(Memory, () => FromStart(stream)).Unchanged);
    }

    [Fact]
    public void Sixteen_signatures_are_verified_within_100_MB_and_more_are_refused()
    {
        var file = Large(14_000_000);
        for (var i = 0; i < 16; i++)
            file = PdfSigner.Sign(file, TestKeys.EllipticCurve, TestKeys.Options);
        Assert.True(Cost.Within(Memory, () => PdfSignatures.Verify(file, TestKeys.Anchors, Options)).Unchanged);

        var more = PdfSigner.Sign(file, TestKeys.EllipticCurve, TestKeys.Options);
        Assert.Equal(PdfProblem.TooComplex, PdfSignatures.Verify(more, TestKeys.Anchors, Options).Problem);
    }

    private static PdfVerification FromStart(MemoryStream stream)
    {
        stream.Position = 0;
        return PdfSignatures.VerifyAsync(stream, TestKeys.Anchors, Options).GetAwaiter().GetResult();
    }

    [Fact]
    public void A_hybrid_file_is_read_by_both_its_references_and_signed_with_a_table()
    {
        using var folder = new TemporaryFolder();
        var signed = PdfSigner.Sign(Hybrid(), TestKeys.EllipticCurve, TestKeys.Options);
        Assert.True(PdfSignatures.Verify(signed, TestKeys.Anchors, Options).Unchanged);
        var path = folder.Write("signed.pdf", signed);
        Assert.Contains("Signature is Valid.", Judge.Run("pdfsig", "-nocert", path));
        Judge.Run("qpdf", "--check", path);
        Assert.Contains("Hidden", Judge.Run("pdftotext", path, "-"));
    }

    [Theory]
    [InlineData("(a\\(b\\)\\\\\\101\\n(c))", "<612862295C410A286329>")]
    [InlineData("<48 65 6C6>", "<48656C60>")]
    [InlineData("/A#42#20c", "/AB#20c")]
    [InlineData("[1 -2 +3 4.50 .5 -.5 6 0 R 7 0 /x true false null]", "[1 -2 3 4.50 .5 -.5 6 0 R 7 0 /x true false null]")]
    [InlineData("<</A<</B(x)>>%comment\n/C[]>>", "<< /A << /B <78> >> /C [] >>")]
    [InlineData("99999999999999999999", "99999999999999999999")]
    [InlineData("(line\\\r\nbreak\r\nkept)", "<6C696E65627265616B0A6B657074>")]
    public void Values_are_read_as_the_standard_spells_them(string text, string expected) =>
        Assert.Equal(expected, Signing.ObjectWriter.Text(Forger.Value(text)));

    [Theory]
    [InlineData("(open")]
    [InlineData("<4G>")]
    [InlineData("<< /A")]
    [InlineData("<< 1 2 >>")]
    [InlineData("[1 2")]
    [InlineData("1.2.3")]
    [InlineData("12a")]
    [InlineData("--5")]
    [InlineData("R")]
    [InlineData("")]
    public void What_is_no_value_is_refused(string text) =>
        Assert.Equal(PdfProblem.Broken, Assert.Throws<PdfException>(() => Forger.Value(text)).Problem);

    private static byte[] Damaged(string damage)
    {
        var text = Encoding.Latin1.GetString(Samples.HandMade());
        var start = text.LastIndexOf("startxref", StringComparison.Ordinal);
        var offset = text[(start + 10)..^6];
        return Encoding.Latin1.GetBytes(
            damage switch
            {
                "no end" => text[..start],
                "start outside" => text.Replace($"startxref\n{offset}", "startxref\n99999", StringComparison.Ordinal),
                "start elsewhere" => text.Replace($"startxref\n{offset}", "startxref\n20", StringComparison.Ordinal),
                "circle" => text.Replace("/Root", $"/Prev {offset} /Root", StringComparison.Ordinal),
                "entry elsewhere" => text.Replace("0000000015 00000 n", "0000000016 00000 n", StringComparison.Ordinal),
                "entry outside" => text.Replace("0000000015 00000 n", "0000900015 00000 n", StringComparison.Ordinal),
                "no catalog" => text.Replace("/Root 1 0 R", "/Root 9 0 R", StringComparison.Ordinal),
                "widths" => Encoding.Latin1.GetString(References("/W [1 9 9] /Size 2", new byte[40])),
                "short index" => Encoding.Latin1.GetString(References("/W [1 2 1] /Size 200", new byte[40])),
                "no pages" => text.Replace("/Kids [3 0 R]", "/Kids [     ]", StringComparison.Ordinal),
                "pages in a circle" => text.Replace("/Kids [3 0 R]", "/Kids [2 0 R]", StringComparison.Ordinal),
                "wrong length" => Encoding.Latin1.GetString(References("/W [1 2 1] /Size 10", new byte[40], length: 39)),
                _ => throw new ArgumentOutOfRangeException(nameof(damage), damage, null),
            }
        );
    }

    private static byte[] Bomb(string kind)
    {
        switch (kind)
        {
            case "inflating references":
                return References("/W [1 2 1] /Size 10 /Filter /FlateDecode", Zip(new byte[400_000_000]));
            case "inflating objects":
                return WithPacked(Zip(new byte[400_000_000]), 10);
            case "many objects packed":
                return WithPacked(Zip(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("1 0 ", 1_500_000)))), 1_500_000);
            case "many references":
                return References("/W [1 2 1] /Size 8000000 /Filter /FlateDecode", Zip(new byte[32_000_000]));
            case "deep arrays":
                return WithInfo(new string('[', 8_000_000));
            case "deep dictionaries":
                return WithInfo(string.Concat(Enumerable.Repeat("<</A", 2_000_000)));
            case "many values":
                return WithInfo($"[{string.Concat(Enumerable.Repeat("<<>>", 3_000_000))}]");
            case "long comment":
                return WithInfo($"%{new string('x', 15_000_000)}\n[]");
            case "huge string":
                return WithInfo($"({new string('(', 7_000_000)}{new string(')', 7_000_000)})");
            case "fields in a circle":
                return WithFields("4 0 R", "<< /T (a) /Kids [4 0 R 4 0 R 5 0 R] >>", "<< /T (b) /Kids [4 0 R 5 0 R] >>");
            case "many fields":
                return WithFields(string.Concat(Enumerable.Repeat("4 0 R ", 3_000_000)), "<< /T (a) /FT /Sig >>");
            case "many signatures":
                return WithFields(
                    "4 0 R",
                    $"<< /FT /Sig /Kids [{string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<< /T ({i}) /V << /A 1 >> >> "))}] >>"
                );
            case "many updates":
                var file = new StringBuilder(Encoding.Latin1.GetString(Samples.HandMade()));
                var last = file.ToString().LastIndexOf("xref\n0", StringComparison.Ordinal);
                for (var i = 0; i < 50_000; i++)
                {
                    var next = file.Length + 1;
                    file.Append(
                        CultureInfo.InvariantCulture,
                        $"\nxref\n0 0\ntrailer\n<< /Root 1 0 R /Prev {last} >>\nstartxref\n{next}\n%%EOF"
                    );
                    last = next;
                }
                return Encoding.Latin1.GetBytes(file.ToString());
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    private static byte[] WithInfo(string value) => WithFields("4 0 R", value);

    private static byte[] WithFields(string fields, params string[] objects) =>
        Samples.Assemble(
            "1.7",
            "/Root 1 0 R",
            [
                $"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{fields}] >> >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Resources << >> >>",
                .. objects,
            ]
        );

    private static byte[] References(string entries, byte[] data, int? length = null)
    {
        var head = "%PDF-1.7\n";
        return
        [
            .. Encoding.ASCII.GetBytes($"{head}1 0 obj\n<< /Type /XRef /Root 2 0 R {entries} /Length {length ?? data.Length} >>\nstream\n"),
            .. data,
            .. Encoding.ASCII.GetBytes($"\nendstream\nendobj\nstartxref\n{head.Length}\n%%EOF"),
        ];
    }

    private static byte[] WithPacked(byte[] data, int count)
    {
        byte[] start =
        [
            .. Encoding.ASCII.GetBytes(
                $"%PDF-1.7\n3 0 obj\n<< /Type /ObjStm /N {count} /First 4 /Filter /FlateDecode /Length {data.Length} >>\nstream\n"
            ),
            .. data,
            .. "\nendstream\nendobj\n"u8,
        ];
        byte[] rows = [0, 0, 0, 0, 2, 0, 3, 0, 2, 0, 3, 1, 1, 0, 9, 0];
        return
        [
            .. start,
            .. Encoding.ASCII.GetBytes($"4 0 obj\n<< /Type /XRef /Root 1 0 R /W [1 2 1] /Size 4 /Length {rows.Length} >>\nstream\n"),
            .. rows,
            .. Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"\nendstream\nendobj\nstartxref\n{start.Length}\n%%EOF")
            ),
        ];
    }

    /// <summary>
    /// A hybrid file: its table marks the page's content as free for old readers, and its cross-reference stream has the real position.
    /// </summary>
    private static byte[] Hybrid()
    {
        var text = Encoding.Latin1.GetString(Samples.HandMade("Hidden"));
        var content = text.IndexOf("4 0 obj", StringComparison.Ordinal);
        var table = text.IndexOf("xref\n0", StringComparison.Ordinal);
        var stream =
            $"6 0 obj\n<< /Type /XRef /W [1 2 1] /Index [4 1] /Size 7 /Length 4 >>\nstream\n\u0001{(char)(content >> 8)}{(char)(content & 255)}\0\nendstream\nendobj\n";
        var listed = string.Create(CultureInfo.InvariantCulture, $"{content:0000000000} 00000 n");
        var rest = text[table..]
            .Replace(listed, "0000000000 00001 f", StringComparison.Ordinal)
            .Replace("/Root", string.Create(CultureInfo.InvariantCulture, $"/XRefStm {table} /Root"), StringComparison.Ordinal)
            .Replace(
                string.Create(CultureInfo.InvariantCulture, $"startxref\n{table}"),
                string.Create(CultureInfo.InvariantCulture, $"startxref\n{table + stream.Length}"),
                StringComparison.Ordinal
            );
        return Encoding.Latin1.GetBytes(text[..table] + stream + rest);
    }

    /// <summary>A file whose page content is padded with blanks to the given length.</summary>
    private static byte[] Large(int length) =>
        Samples.Assemble(
            "1.7",
            "/Root 1 0 R",
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << >> >>",
            Samples.Stream(new string(' ', length))
        );

    private static byte[] Zip(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(data);
        return packed.ToArray();
    }
}
