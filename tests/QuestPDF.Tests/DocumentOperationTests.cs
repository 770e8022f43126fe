using System.Text;
using System.Text.RegularExpressions;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;

namespace QuestPDF.Tests;

public sealed class DocumentOperationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pdf-").FullName;

    [Fact]
    public void An_attachment_comes_out_as_it_went_in()
    {
        using var pdf = new PdfUnderTest(SampleDocuments.Bytes("attachment"));

        Assert.Contains("1: 登记声明.json", Tool.Run("pdfdetach", "-list", pdf.Path), StringComparison.Ordinal);
        var saved = Path.Combine(folder, "saved.json");
        Tool.Run("pdfdetach", "-save", "1", "-o", saved, pdf.Path);
        Assert.Equal("""{"number":"2026-4401-JF-000123"}""", File.ReadAllText(saved));
        Assert.Contains("statement.json", Tool.Run("qpdf", "--list-attachments", pdf.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void An_attachment_says_what_it_is()
    {
        var pdf = new PdfObjects(SampleDocuments.Bytes("attachment"));

        var specification = pdf.Dictionary(Assert.Single(pdf.Array(pdf.Catalog["AF"])!))!;
        Assert.Equal("登记声明.json", ((PdfString)specification["UF"]!).Text);
        Assert.Equal("机器可读的登记声明", ((PdfString)specification["Desc"]!).Text);
        Assert.Equal("Data", pdf.Name(specification["AFRelationship"]));
        var stream = pdf.Stream(pdf.Dictionary(specification["EF"])!["F"]).Entries;
        Assert.Equal("application/json", pdf.Name(stream["Subtype"]));
        Assert.Equal("D:20260320040000Z", ((PdfString)pdf.Dictionary(stream["Params"])!["ModDate"]!).Text);
        var names = pdf.Array(pdf.Dictionary(pdf.Dictionary(pdf.Catalog["Names"])!["EmbeddedFiles"])!["Names"])!;
        Assert.Equal("statement.json", ((PdfString)names[0]!).Text);
    }

    [Fact]
    public void The_pages_stay_what_they_were()
    {
        var before = Certificate(PDFA_Conformance.PDFA_3B);
        var attached = Save(before, o => o.AddAttachment(new() { FilePath = Attached("a.txt", "甲"), MimeType = "text/plain" }));

        using var first = new PdfUnderTest(before);
        using var second = new PdfUnderTest(attached);
        Assert.Equal(Raster.ByPoppler(first).Pixels, Raster.ByPoppler(second).Pixels);
        Assert.Equal(first.RawText(), second.RawText());
        var (old, now) = (new PdfObjects(before), new PdfObjects(attached));
        var (oldId, newId) = ((List<object?>)old.Trailer["ID"]!, (List<object?>)now.Trailer["ID"]!);
        Assert.Equal(((PdfString)oldId[0]!).Value, ((PdfString)newId[0]!).Value);
        Assert.NotEqual(((PdfString)oldId[1]!).Value, ((PdfString)newId[1]!).Value);
    }

    [Fact]
    public void Several_attachments_are_listed_in_order_and_one_may_replace_another()
    {
        var once = Save(
            Certificate(PDFA_Conformance.PDFA_3B),
            o =>
                o.AddAttachment(new() { FilePath = Attached("b.txt", "乙"), MimeType = "text/plain" })
                    .AddAttachment(
                        new()
                        {
                            FilePath = Attached("a.txt", "甲"),
                            MimeType = "text/plain",
                            Relationship = DocumentOperation.DocumentAttachmentRelationship.Source,
                        }
                    )
        );
        var twice = Save(once, o => o.AddAttachment(new() { FilePath = Attached("a.txt", "新"), MimeType = "text/plain" }));

        var pdf = new PdfObjects(twice);
        var names = pdf.Array(pdf.Dictionary(pdf.Dictionary(pdf.Catalog["Names"])!["EmbeddedFiles"])!["Names"])!;
        Assert.Equal(["a.txt", "b.txt"], names.OfType<PdfString>().Select(n => n.Text));
        Assert.Equal(2, pdf.Array(pdf.Catalog["AF"])!.Count);
        Assert.Equal(
            ["新", "乙"],
            names.OfType<PdfRef>().Select(n => Encoding.UTF8.GetString(pdf.Stream(pdf.Dictionary(pdf.Dictionary(n)!["EF"])!["F"]).Data()))
        );
        // The replaced attachment is no longer in the file's bytes.
        Assert.Equal(2, pdf.OfType("EmbeddedFile").Count());
        Assert.All(ArchivalRequirements.All.Where(r => r.Key != "cross-reference"), requirement => Assert.Empty(requirement.Value(pdf)));

        var path = Path.Combine(folder, "twice.pdf");
        File.WriteAllBytes(path, twice);
        Assert.Contains("No syntax or stream encoding errors found", Tool.Run("qpdf", "--check", path), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() =>
            Save(twice, o => o.AddAttachment(new() { FilePath = Attached("a.txt", "再"), Replace = false }))
        );
    }

    [Fact]
    public void Sections_and_attachments_share_the_names_of_a_document()
    {
        TestFonts.Register();
        var document = SampleDocuments
            .Archival(Document.Create(d => d.Page(p => p.Content().Section("甲").Height(9))), PDFA_Conformance.PDFA_3B)
            .GeneratePdf();

        var pdf = new PdfObjects(Save(document, o => o.AddAttachment(new() { FilePath = Attached("a.txt", "甲") })));

        Assert.Equal(["Dests", "EmbeddedFiles"], pdf.Dictionary(pdf.Catalog["Names"])!.Keys);
        Assert.Empty(ArchivalRequirements.All["embedded files"](pdf));
    }

    [Fact]
    public void Metadata_are_extended_inside_their_description()
    {
        var packet = ArchivalRequirements.Packet(new PdfObjects(SampleDocuments.Bytes("attachment")));

        var number = packet.Descendants().Single(e => e.Name.LocalName == "contractNumber");
        Assert.Equal("Description", number.Parent!.Name.LocalName);
        Assert.Equal("2026-4401-JF-000123", number.Value);
        Assert.Throws<ArgumentException>(() => Save(Certificate(PDFA_Conformance.PDFA_3B), o => o.ExtendMetadata("<broken>")));
    }

    [Fact]
    public void The_same_operation_gives_the_same_bytes()
    {
        var before = Certificate(PDFA_Conformance.PDFA_3B);

        Assert.Equal(Once(), Once());

        byte[] Once() =>
            Save(
                before,
                o =>
                    o.AddAttachment(
                        new()
                        {
                            FilePath = Attached("a.txt", "甲"),
                            CreationDate = SampleDocuments.Noon.UtcDateTime,
                            ModificationDate = SampleDocuments.Noon.UtcDateTime,
                        }
                    )
            );
    }

    [Fact]
    public void Files_that_a_signature_has_extended_are_read_too()
    {
        // Appends a new version of the catalog, as an incremental update does.
        var before = Encoding.Latin1.GetString(Certificate(PDFA_Conformance.PDFA_3B));
        var table = before.LastIndexOf("\nxref\n", StringComparison.Ordinal) + 1;
        var catalog = Regex.Match(before, @"(?<=\n)1 0 obj\n<< /Type /Catalog.*?endobj\n", RegexOptions.Singleline).Value;
        var changed = before + catalog.Replace("/Catalog", "/Catalog /PageLayout /SinglePage", StringComparison.Ordinal);
        changed += FormattableString.Invariant(
            $"xref\n1 1\n{before.Length:D10} 00000 n \ntrailer\n{before[(before.LastIndexOf("trailer\n", StringComparison.Ordinal) + 8)..before.LastIndexOf(" >>\nstartxref", StringComparison.Ordinal)]} /Prev {table} >>\nstartxref\n{changed.Length}\n%%EOF\n"
        );

        var pdf = new PdfObjects(
            Save(Encoding.Latin1.GetBytes(changed), o => o.AddAttachment(new() { FilePath = Attached("a.txt", "甲") }))
        );

        Assert.Equal("SinglePage", pdf.Name(pdf.Catalog["PageLayout"]));
        Assert.True(pdf.Catalog.ContainsKey("AF"));
    }

    [Fact]
    public void What_cannot_be_changed_rightly_is_refused()
    {
        var certificate = Certificate(PDFA_Conformance.PDFA_2B);
        Assert.Contains(
            "part 3",
            Assert
                .Throws<InvalidOperationException>(() =>
                    Save(certificate, o => o.AddAttachment(new() { FilePath = Attached("a.txt", "甲") }))
                )
                .Message,
            StringComparison.OrdinalIgnoreCase
        );
        Assert.Throws<FileNotFoundException>(() =>
            Save(Certificate(PDFA_Conformance.PDFA_3B), o => o.AddAttachment(new() { FilePath = Path.Combine(folder, "none") }))
        );
        Assert.Throws<InvalidDataException>(() => Save("no PDF at all"u8.ToArray(), o => o));
        Assert.Throws<InvalidDataException>(() => Save(certificate[..^2000], o => o));
        Assert.Throws<NotSupportedException>(() => DocumentOperation.LoadFile("a.pdf", "secret"));

        var (path, packed) = (Path.Combine(folder, "plain.pdf"), Path.Combine(folder, "packed.pdf"));
        File.WriteAllBytes(path, certificate);
        Tool.Run("qpdf", "--object-streams=generate", path, packed);
        Assert.Contains(
            "compressed cross-reference",
            Assert.Throws<NotSupportedException>(() => DocumentOperation.LoadFile(packed).Save(path)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_damaged_file_is_refused_or_read_but_nothing_worse()
    {
        var random = new Random(20260320);
        var original = Certificate(PDFA_Conformance.PDFA_3B);
        for (var i = 0; i < 200; i++)
        {
            var damaged = original.ToArray();
            // Damages the last fifth of the file, which holds its structure; the fonts come before it.
            for (var n = 0; n < 5; n++)
                damaged[random.Next(damaged.Length * 4 / 5, damaged.Length)] = (byte)random.Next(256);
            var error = Record.Exception(() => Save(damaged, o => o));
            if (error is not null)
                Assert.True(error is InvalidDataException or NotSupportedException, error.ToString());
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static byte[] Certificate(PDFA_Conformance conformance)
    {
        TestFonts.Register();
        return SampleDocuments.Archival(Document.Create(new SampleCertificate(TestImages.Code()).Compose), conformance).GeneratePdf();
    }

    private string Attached(string name, string content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    private byte[] Save(byte[] document, Func<DocumentOperation, DocumentOperation> change)
    {
        var path = Path.Combine(folder, "in.pdf");
        File.WriteAllBytes(path, document);
        change(DocumentOperation.LoadFile(path)).Save(path);
        return File.ReadAllBytes(path);
    }
}
