using System.Text;
using TechTransfer.Pdf.Signing;
using TechTransfer.Pdf.Uploads;
using TechTransfer.Testing;
using static TechTransfer.Testing.SampleDocuments;

namespace TechTransfer.Pdf.Tests;

public sealed class UploadTests
{
    private const string Script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";

    private static readonly Dictionary<string, (byte[] File, UploadProblem Problem)> Refused = new()
    {
        ["a script that the cross references do not know"] = (Forged("9 0 obj\n" + Script + "\nendobj\n"), UploadProblem.Script),
        ["a script behind an object that does not end"] = (
            Forged("8 0 obj\n<< /A [ (open\n9 0 obj\n" + Script + "\nendobj\n"),
            UploadProblem.Script
        ),
        ["a script whose number stands before a comment"] = (Forged("9 0 % (\r\nobj" + Script), UploadProblem.Script),
        ["a script in a dictionary that is damaged before it"] = (
            Forged("9 0 obj << 5 >> ) } >> /#4A#61vaScript (x) endobj\n"),
            UploadProblem.Script
        ),
        ["a script in an object stream with two kinds of escapes"] = (
            Packed("", "<< /A /#4AS >>", "<< /#4a#53 (x) >>"),
            UploadProblem.Script
        ),
        ["a script at a place that stands behind the header's end"] = (
            SampleDocuments.Pdf(Stream("/Type /ObjStm /N 1 /First 0", Latin("20 6 (<< /S /JavaScript >>)"))),
            UploadProblem.Script
        ),
        ["a script at a place beyond the count"] = (
            SampleDocuments.Pdf(Stream("/Type /ObjStm /N 1 /First 10", Latin("20 0 21 1 (<< /S /JavaScript >>)"))),
            UploadProblem.Script
        ),
        ["an object stream that is longer than it says"] = (
            SampleDocuments.Pdf("<< /Type /ObjStm /N 1 /First 5 /Length 10 >>\nstream\n20 0 << /A 1 >>\nendstream"),
            UploadProblem.Unreadable
        ),
        ["an object stream with a damaged dictionary"] = (Packed("/A )", "<< >>"), UploadProblem.Unreadable),
        ["an object stream with a key given twice"] = (Packed("/N 1", "<< >>"), UploadProblem.Unreadable),
        ["an object stream that needs a preset dictionary"] = (
            SampleDocuments.Pdf(Stream("/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode", [0x78, 0xBB, 0, 0, 0, 1, 0, 0])),
            UploadProblem.Unreadable
        ),
        ["an object stream with a header that is no list of numbers"] = (
            SampleDocuments.Pdf(Stream("/Type /ObjStm /N 1 /First 8", Latin("20 /a 0 << /A 1 >>"))),
            UploadProblem.Unreadable
        ),
        ["an object stream whose strings are read over and over"] = (Overlapping(2_000), UploadProblem.Unreadable),
        ["object streams that inflate to too much together"] = (
            SampleDocuments.Pdf([
                .. Enumerable.Repeat(Stream("/Type /ObjStm /N 0 /First 0 /Filter /FlateDecode", Deflated(Blanks(15_000_000))), 9),
            ]),
            UploadProblem.Inflates
        ),
        ["an object nested too deeply"] = (SampleDocuments.Pdf(new string('[', 300)), UploadProblem.TooDeep),
        ["a packed object nested too deeply"] = (Packed("", new string('[', 300)), UploadProblem.TooDeep),
        ["an encrypted file"] = (Samples.Get("encrypted"), UploadProblem.Encrypted),
    };

    private static readonly Dictionary<string, byte[]> Taken = new()
    {
        ["an object stream without a length"] = Edited(Packed("", "<< /A 1 >>"), "/Length ", "/Lengte "),
        ["an object stream with parameters that are none"] = Packed("/DecodeParms [null]", "<< /A 1 >>"),
        ["an object stream with blanks before its first object"] = SampleDocuments.Pdf(
            Stream("/Type /ObjStm /N 1 /First 9", Latin("20 0     42"))
        ),
        ["a colour profile, which has a count as well"] = SampleDocuments.Pdf(
            Stream("/N 3 /Filter /FlateDecode", Deflated(Latin("profile")))
        ),
        ["an outline"] = SampleDocuments.Pdf("<< /Type /Outlines /First 5 0 R /Last 5 0 R >>", "<< /Title (JavaScript) /N 1 >>"),
        ["a damaged object that packs nothing"] = SampleDocuments.Pdf("<< /A ) } /Length 1 >>\nstream\nx\nendstream"),
    };

    public static TheoryData<string> RefusedNames => [.. Refused.Keys];

    public static TheoryData<string> TakenNames => [.. Taken.Keys];

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public void An_unfit_upload_is_refused(string name) => Assert.Equal(Refused[name].Problem, UploadCheck.Of(Refused[name].File));

    [Theory]
    [MemberData(nameof(TakenNames))]
    public void A_harmless_upload_is_taken(string name) => Assert.Null(UploadCheck.Of(Taken[name]));

    [Theory]
    [MemberData(nameof(Samples.Kinds), MemberType = typeof(Samples))]
    public void What_can_be_signed_can_be_uploaded_before_and_after(string kind)
    {
        Assert.Null(UploadCheck.Of(Samples.Get(kind)));
        Assert.Null(UploadCheck.Of(PdfSigner.Sign(Samples.Get(kind), TestKeys.EllipticCurve, TestKeys.Options)));
    }

    [Theory]
    [MemberData(nameof(Samples.Kinds), MemberType = typeof(Samples))]
    public void A_script_that_an_update_brings_is_found(string kind)
    {
        var file = Forger.Update(
            Samples.Get(kind),
            (opened, update) => Forger.Set(opened, update, opened.Catalog().Reference, "OpenAction", Script)
        );

        Assert.Equal(UploadProblem.Script, UploadCheck.Of(file));
    }

    [Fact]
    public void No_upload_causes_an_unexpected_error()
    {
        var random = new Random(20261130);
        byte[][] originals = [.. Refused.Values.Select(r => r.File), .. Taken.Values, .. Samples.AllKinds.Select(Samples.Get)];
        originals = [.. originals.Where(o => o.Length < 8_000)];
        Assert.True(originals.Length > 20);
        for (var i = 0; i < 20_000; i++)
        {
            var file = (byte[])originals[i % originals.Length].Clone();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                var marks = "0123456789<>[]()/ R\n#%"u8;
                file[random.Next(file.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : marks[random.Next(marks.Length)];
            }
            UploadCheck.Of(file);
        }
    }

    // Adds objects at the end of a file whose cross-reference table does not list them.
    private static byte[] Forged(string objects) => Edited(SampleDocuments.Pdf(), "trailer\n", objects + "trailer\n");

    private static byte[] Packed(string entries, params string[] objects) =>
        SampleDocuments.Pdf(ObjectStreamAs($"/Type /ObjStm {entries}", objects));

    private static byte[] Edited(byte[] file, string old, string with) =>
        Latin(Encoding.Latin1.GetString(file).Replace(old, with, StringComparison.Ordinal));

    // Each object is an unterminated string, so that every object extends to the end of the stream.
    private static byte[] Overlapping(int count)
    {
        var header = string.Concat(Enumerable.Range(0, count).Select(i => $"{20 + i} {i} "));
        return SampleDocuments.Pdf(
            Stream(
                $"/Type /ObjStm /N {count} /First {header.Length} /Filter /FlateDecode",
                Deflated(Latin(header + new string('(', count)))
            )
        );
    }

    private static byte[] Blanks(int length)
    {
        var blanks = new byte[length];
        blanks.AsSpan().Fill((byte)' ');
        return blanks;
    }
}
