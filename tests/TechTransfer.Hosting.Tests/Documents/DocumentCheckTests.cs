using System.Buffers.Binary;
using System.Diagnostics;
using TechTransfer.Hosting.Documents;
using TechTransfer.Kernel.Problems;
using TechTransfer.Testing;
using static TechTransfer.Testing.SampleDocuments;

namespace TechTransfer.Hosting.Tests.Documents;

public sealed class DocumentCheckTests
{
    private const string Script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";

    private static readonly Dictionary<string, byte[]> Taken = new()
    {
        ["a plain PDF"] = SampleDocuments.Pdf(),
        ["a page that speaks about JavaScript"] = SampleDocuments.Pdf(
            Stream("", Latin("BT (About JavaScript and /JS and /Launch: an obj /JavaScript) Tj ET"))
        ),
        ["a page that shows an object of another PDF's kind"] = SampleDocuments.Pdf(
            Stream("", Latin("BT (see object 7 and endobj /JS) Tj ET"))
        ),
        ["a title that speaks about JavaScript"] = SampleDocuments.Pdf(
            "<< /Title (Uses of \\(/JavaScript\\) and /JS ) /Author <2F4A53> >>"
        ),
        ["a title in an object stream that speaks about it"] = SampleDocuments.Pdf(
            ObjectStream("<< /Title (Uses of /JavaScript) >>", "<< /Kind /Note >>")
        ),
        ["names that only look like it"] = SampleDocuments.Pdf("<< /JSX 1 /JavaScripts 2 /EncryptMetadata true /LaunchDate (x) >>"),
        ["a comment that speaks about it"] = SampleDocuments.Pdf("<< /A 1 % /JavaScript\n >>"),
        ["a link"] = SampleDocuments.Pdf("<< /S /URI /URI (https://example.org) >>"),
        ["an embedded file"] = SampleDocuments.Pdf(
            "<< /Type /Filespec /EF << /F 5 0 R >> >>",
            Stream("/Type /EmbeddedFile", Latin("<xbrl/>"))
        ),
        ["an object stream that is not compressed"] = SampleDocuments.Pdf(Stream("/Type /ObjStm /N 1 /First 5", Latin("20 0 << /A 1 >>"))),
        ["the paper of the examples"] = File.ReadAllBytes(Repository.PathOf("docs", "examples", "paper.pdf")),
        ["a PNG"] = Png(),
        ["a JPEG"] = Jpeg(),
        ["an OFD"] = Ofd(),
        ["an xlsx"] = Xlsx(),
        ["an xlsx whose directory counts in wide numbers"] = Wide(Xlsx()),
        ["an xlsx whose text compresses well"] = Xlsx(("xl/sharedStrings.xml", new byte[20 * 1024 * 1024])),
    };

    private static readonly Dictionary<string, (byte[] Content, string Code)> Refused = new()
    {
        ["a script in an action"] = (SampleDocuments.Pdf(Script), "document_active"),
        ["a script to open with"] = (
            PdfOf(["<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS 4 0 R >> >>"], ""),
            "document_active"
        ),
        ["scripts by name"] = (SampleDocuments.Pdf("<< /Names << /JavaScript 9 0 R >> >>"), "document_active"),
        ["a script with an escaped name"] = (SampleDocuments.Pdf("<< /S /J#61va#53cript /#4a#53 (x) >>"), "document_active"),
        ["a script behind comments"] = (SampleDocuments.Pdf("<< /S % harmless )\n/JavaScript\r/JS%\n(x) >>"), "document_active"),
        ["a script after strings that try to hide it"] = (
            SampleDocuments.Pdf("<< /T (\\)) /U (a(b)c\\\\) /S/JavaScript/JS(x) >>"),
            "document_active"
        ),
        ["a script in a hexadecimal string's neighbourhood"] = (SampleDocuments.Pdf("<</A<28>/S/JavaScript>>"), "document_active"),
        ["a script in an object stream"] = (SampleDocuments.Pdf(ObjectStream("<< /A 1 >>", Script)), "document_active"),
        ["a script in an object stream that does not say so"] = (
            SampleDocuments.Pdf(ObjectStreamAs("", "<< /A 1 >>", Script)),
            "document_active"
        ),
        ["a script in an object stream with an escaped type"] = (
            SampleDocuments.Pdf(ObjectStreamAs("/Type /Obj#53tm", Script)),
            "document_active"
        ),
        ["a script in an object of a stream's data"] = (
            SampleDocuments.Pdf(Stream("", Latin($"BT ET\n77 0 obj {Script} endobj"))),
            "document_active"
        ),
        ["a script in an object of a comment"] = (SampleDocuments.Pdf($"<< /A 1 >> % 78 0 obj {Script} endobj"), "document_active"),
        ["a script in an object of a string"] = (SampleDocuments.Pdf($"(79 0 obj {Script} endobj)"), "document_active"),
        ["a script in an object of an object stream's string"] = (
            SampleDocuments.Pdf(Stream("/Type /ObjStm /N 2 /First 10", Latin("20 0 21 1 (<< /S /JavaScript >>)"))),
            "document_active"
        ),
        ["a program to start"] = (SampleDocuments.Pdf("<< /S /Launch /F (cmd.exe) >>"), "document_active"),
        ["a dynamic form"] = (SampleDocuments.Pdf("<< /AcroForm << /XFA 9 0 R >> >>"), "document_active"),
        ["rich media"] = (SampleDocuments.Pdf("<< /Subtype /RichMedia >>"), "document_active"),
        ["an encrypted PDF"] = (PdfOf(["<< /Type /Catalog >>"], "/Encrypt 9 0 R "), "document_encrypted"),
        ["an encrypted PDF with a cross-reference stream"] = (
            SampleDocuments.Pdf(Stream("/Type /XRef /Size 5 /Root 1 0 R /Encr#79pt 9 0 R", [0, 0, 0])),
            "document_encrypted"
        ),
        ["an object stream that cannot be unfolded"] = (
            SampleDocuments.Pdf(Stream("/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode", Latin("nonsense"))),
            "document_broken"
        ),
        ["an object stream with another filter"] = (
            SampleDocuments.Pdf(Stream("/Type /ObjStm /N 1 /First 5 /Filter [/ASCIIHexDecode /FlateDecode]", Latin("00"))),
            "document_broken"
        ),
        ["an object stream with two filters given apart"] = (
            SampleDocuments.Pdf(Stream("/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Filter /LZWDecode", Deflated(Latin("20 0 1")))),
            "document_broken"
        ),
        ["an object stream with a predictor"] = (
            SampleDocuments.Pdf(
                Stream("/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /DecodeParms << /Predictor 12 >>", Deflated(Latin("20 0 1")))
            ),
            "document_broken"
        ),
        ["an object stream that unfolds without end"] = (
            SampleDocuments.Pdf(Stream("/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode", Deflated(new byte[40 * 1024 * 1024]))),
            "document_oversized"
        ),
        ["a PDF cut short"] = (SampleDocuments.Pdf()[..^60], "document_broken"),
        ["a PDF that is only a head"] = (Latin("%PDF-1.7\n"), "document_broken"),
        ["a PDF without objects"] = (Latin("%PDF-1.7\nstartxref\n0\n%%EOF"), "document_broken"),
        ["objects without end"] = (
            Latin("%PDF-1.7\n" + string.Concat(Enumerable.Repeat("1 0 obj (", 20_000)) + "\nstartxref\n0\n%%EOF"),
            "document_broken"
        ),
        ["a PNG cut short"] = (Png()[..^5], "document_broken"),
        ["a PNG without its end"] = (Png()[..^12], "document_broken"),
        ["a PNG with a wrong checksum"] = (With(Png(), -16, 1), "document_broken"),
        ["a PNG of nothing"] = (Png(0, 1), "document_broken"),
        ["a PNG of a billion pixels"] = (Png(40_000, 40_000), "document_oversized"),
        ["a JPEG cut short"] = (Jpeg()[..^2], "document_broken"),
        ["a JPEG cut in a segment"] = (Jpeg()[..15], "document_broken"),
        ["a JPEG of nothing"] = (Jpeg(0), "document_broken"),
        ["a JPEG without a picture"] = ([0xFF, 0xD8, 0xFF, 0xD9], "document_broken"),
        ["a JPEG of a billion pixels"] = (Jpeg(60_000, 60_000), "document_oversized"),
        ["an OFD cut short"] = (Ofd()[..^30], "document_broken"),
        ["an OFD damaged inside"] = (With(Ofd(), 40, 1), "document_broken"),
        ["an OFD with something before its directory's end"] = (Inserted(Ofd()), "document_broken"),
        ["an xlsx with macros"] = (Xlsx(("xl/vbaProject.bin", [1, 2, 3])), "document_active"),
        ["an xlsx that unfolds without measure"] = (Xlsx(("xl/worksheets/sheet1.xml", new byte[64 * 1024 * 1024])), "document_oversized"),
        ["an xlsx of six thousand parts"] = (
            Xlsx([.. Enumerable.Range(0, 6_000).Select(i => ($"{i}", Array.Empty<byte>()))]),
            "document_oversized"
        ),
        ["an encrypted xlsx"] = (Encrypted(Xlsx()), "document_encrypted"),
    };

    public static TheoryData<string> TakenNames => [.. Taken.Keys];

    public static TheoryData<string> RefusedNames => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(TakenNames))]
    public void A_sound_document_is_taken(string name) => Assert.Null(Check(Taken[name])?.Message.En);

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public void An_unfit_document_is_refused_with_a_reason(string name)
    {
        var problem = Check(Refused[name].Content);

        Assert.Equal((Refused[name].Code, 422), (problem?.Kind.Code, problem!.Kind.Status));
    }

    [Theory]
    [InlineData("MZ program")]
    [InlineData("PK\u0003\u0004")]
    [InlineData("<html>")]
    [InlineData("")]
    public void What_is_no_document_is_no_document(string text)
    {
        using var content = new MemoryStream(Latin(text));

        Assert.True(PackageCheck.Directory(content) is not null || DocumentType.Of(content) is null);
    }

    [Fact]
    public void A_package_of_another_kind_is_not_taken()
    {
        using var content = new MemoryStream(Package(("word/document.xml", Latin("<w/>"))));

        Assert.Null(PackageCheck.Directory(content));
        Assert.Null(DocumentType.Of(content));
    }

    [Fact]
    public async Task What_other_programs_make_of_a_PDF_is_judged_by_what_it_holds()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            string Path(string name) => System.IO.Path.Combine(folder.FullName, name);
            await File.WriteAllBytesAsync(
                Path("script.pdf"),
                PdfOf(
                    [
                        "<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>",
                        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Resources << >> >>",
                        Script,
                    ],
                    ""
                )
            );
            await File.WriteAllBytesAsync(Path("plain.pdf"), SampleDocuments.Pdf(Stream("", Latin("BT (JavaScript) Tj ET"))));
            foreach (var name in (string[])["script", "plain"])
                await RunAsync(
                    "qpdf",
                    "--object-streams=generate",
                    "--compress-streams=y",
                    Path($"{name}.pdf"),
                    Path($"{name}-packed.pdf")
                );
            await RunAsync("qpdf", "--encrypt", "", "owner", "256", "--", Path("plain.pdf"), Path("plain-locked.pdf"));

            // The script is in a compressed object stream, so the bytes of the file do not show it.
            Assert.DoesNotContain(
                "JavaScript",
                System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path("script-packed.pdf"))),
                StringComparison.Ordinal
            );
            Assert.Equal("document_active", Check(await File.ReadAllBytesAsync(Path("script-packed.pdf")))?.Kind.Code);
            Assert.Null(Check(await File.ReadAllBytesAsync(Path("plain-packed.pdf")))?.Message.En);
            Assert.Equal("document_encrypted", Check(await File.ReadAllBytesAsync(Path("plain-locked.pdf")))?.Kind.Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Problem? Check(byte[] content)
    {
        using var stream = TemporaryFile.Create();
        stream.Write(content);
        stream.Flush();
        return PackageCheck.Directory(stream)
            ?? DocumentCheck.Of(stream, DocumentType.Of(stream) ?? throw new InvalidOperationException("It is no document at all."));
    }

    // Moves the numbers of the ZIP directory into a ZIP64 record (APPNOTE 4.3.14 to 4.3.16), as some programs do in small files too.
    private static byte[] Wide(byte[] package)
    {
        var end = package.AsSpan(^22..);
        var (entries, size, offset) = (
            BinaryPrimitives.ReadUInt16LittleEndian(end[10..]),
            BinaryPrimitives.ReadUInt32LittleEndian(end[12..]),
            BinaryPrimitives.ReadUInt32LittleEndian(end[16..])
        );
        Span<byte> wide = stackalloc byte[56 + 20];
        wide.Clear();
        "PK\u0006\u0006"u8.CopyTo(wide);
        foreach (
            var (at, value) in new (int, long)[]
            {
                (4, 44),
                (24, entries),
                (32, entries),
                (40, size),
                (48, offset),
                (56 + 8, package.Length - 22),
            }
        )
            BinaryPrimitives.WriteInt64LittleEndian(wide[at..], value);
        "PK\u0006\u0007"u8.CopyTo(wide[56..]);
        wide[56 + 16] = 1;
        end[8..20].Fill(0xFF);
        return [.. package[..^22], .. wide, .. end];
    }

    private static byte[] With(byte[] content, int index, byte change)
    {
        content[index < 0 ? content.Length + index : index] ^= change;
        return content;
    }

    private static byte[] Inserted(byte[] package) => [.. package[..^22], 0, .. package[^22..]];

    // Sets the encryption flag of every entry in the ZIP directory.
    private static byte[] Encrypted(byte[] package)
    {
        for (var at = 0; (at = package.AsSpan(at).IndexOf("PK\u0001\u0002"u8) is var next and >= 0 ? at + next : -1) >= 0; at += 4)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(
                package.AsSpan(at + 8),
                (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(package.AsSpan(at + 8)) | 1)
            );
        }
        return package;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, error);
    }
}
