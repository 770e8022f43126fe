using System.Text;
using TechTransfer.Pdf.Reading;
using TechTransfer.Pdf.Signing;

namespace TechTransfer.Pdf.Tests;

/// <summary>
/// Random ways to change a signed file. Each has a name and a function of a random generator, the file and another signed file.
/// </summary>
internal static class Mutations
{
    public static readonly (string Name, Func<Random, byte[], byte[], byte[]> Mutate)[] Ways =
    [
        ("one byte anywhere", static (random, file, _) => OneByte(random, file, 0, file.Length)),
        ("one byte in the signature", static (random, file, _) => OneByte(random, file, Forger.Gap(file).Gap, Forger.Gap(file).Behind)),
        (
            "one byte in the padding",
            static (random, file, _) =>
                OneByte(random, file, Forger.Gap(file).Gap + 1 + 2 * SignedFile.Last(file).Cms.Length, Forger.Gap(file).Behind)
        ),
        ("one digit in the other case", static (random, file, _) => OtherCase(random, file)),
        (
            "a byte more",
            static (random, file, _) => random.Next(file.Length) is var at ? [.. file[..at], (byte)random.Next(256), .. file[at..]] : []
        ),
        ("a byte less", static (random, file, _) => random.Next(file.Length) is var at ? [.. file[..at], .. file[(at + 1)..]] : []),
        ("truncated", static (random, file, _) => file[..random.Next(file.Length)]),
        (
            "bytes appended",
            static (random, file, _) => [.. file, .. Enumerable.Range(0, random.Next(1, 20)).Select(_ => (byte)random.Next(256))]
        ),
        ("white space appended", static (random, file, _) => [.. file, .. Enumerable.Repeat((byte)'\n', random.Next(1, 5))]),
        ("a comment appended", static (random, file, _) => [.. file, .. Encoding.ASCII.GetBytes($"%{random.Next()}\n%%EOF\n")]),
        ("an empty update", static (random, file, _) => Forger.Update(file, (_, update) => update.Add(new PdfInteger(random.Next())))),
        (
            "a page's content replaced",
            static (random, file, _) =>
                Forger.Update(
                    file,
                    (opened, update) =>
                        Forger.Set(
                            opened,
                            update,
                            PageTree.Find(opened, 1).Reference,
                            "Contents",
                            $"{update.AddStream(new PdfDictionary(), Encoding.ASCII.GetBytes($"0 0 {random.Next(500)} 100 re f")).Number} 0 R"
                        )
                )
        ),
        (
            "the pages replaced",
            static (random, file, _) =>
                Forger.Update(
                    file,
                    (opened, update) =>
                    {
                        var page = update.Add(
                            Forger.Value($"<< /Type /Page /MediaBox [0 0 {random.Next(100, 600)} 300] /Resources << >> >>")
                        );
                        Forger.Set(
                            opened,
                            update,
                            opened.Catalog().Reference,
                            "Pages",
                            $"{update.Add(Forger.Value($"<< /Type /Pages /Count 1 /Kids [{page.Number} 0 R] >>")).Number} 0 R"
                        );
                    }
                )
        ),
        ("the title replaced", static (random, file, _) => Forger.Update(file, (opened, update) => Title(random, opened, update))),
        (
            "the metadata replaced",
            static (random, file, _) =>
                Forger.Update(
                    file,
                    (opened, update) =>
                        Forger.Set(
                            opened,
                            update,
                            opened.Catalog().Reference,
                            "Metadata",
                            $"{update.AddStream((PdfDictionary)Forger.Value("<< /Type /Metadata /Subtype /XML >>"), Encoding.ASCII.GetBytes($"<x>{random.Next()}</x>")).Number} 0 R"
                        )
                )
        ),
        (
            "an annotation added",
            static (random, file, _) =>
                Forger.Update(
                    file,
                    (opened, update) =>
                    {
                        var note = update.Add(
                            Forger.Value(
                                $"<< /Type /Annot /Subtype /FreeText /Rect [10 10 {random.Next(20, 500)} 90] /Contents (paid) /F 4 >>"
                            )
                        );
                        Forger.Set(opened, update, PageTree.Find(opened, 1).Reference, "Annots", $"[{note.Number} 0 R]");
                    }
                )
        ),
        (
            "the form taken out",
            static (_, file, _) =>
                Forger.Update(file, (opened, update) => Forger.Set(opened, update, opened.Catalog().Reference, "AcroForm", "null"))
        ),
        ("the signature of another file", static (_, file, other) => Forger.WithSignature(file, SignedFile.Last(other).Cms)),
        ("another file's content, same update", static (random, file, other) => Spliced(random, file, other)),
        (
            "signed again by a stranger",
            static (random, file, _) => PdfSigner.Sign(file, TestKeys.Stranger, TestKeys.Options with { Reason = $"{random.Next()}" })
        ),
    ];

    private static byte[] OneByte(Random random, byte[] file, int from, int to)
    {
        var mutated = (byte[])file.Clone();
        mutated[random.Next(from, to)] += (byte)random.Next(1, 256);
        return mutated;
    }

    private static byte[] OtherCase(Random random, byte[] file)
    {
        var (gap, behind) = Forger.Gap(file);
        var mutated = (byte[])file.Clone();
        int at;
        do at = random.Next(gap, behind);
        while (!char.IsAsciiLetter((char)file[at]));
        mutated[at] = (byte)char.ToLowerInvariant((char)mutated[at]);
        return mutated;
    }

    private static void Title(Random random, PdfFile opened, IncrementalUpdate update)
    {
        var title = $"(Another title {random.Next()})";
        if (opened.Trailer["Info"] is PdfReference info)
            Forger.Set(opened, update, info, "Title", title);
        else
            opened.Trailer.Entries["Info"] = update.Add(Forger.Value($"<< /Title {title} >>"));
    }

    /// <summary>Overwrites a part of the signed content with bytes of another file; length and structure stay the same.</summary>
    private static byte[] Spliced(Random random, byte[] file, byte[] other)
    {
        var mutated = (byte[])file.Clone();
        var length = random.Next(20, 200);
        var from = random.Next(other.Length - length);
        var to = random.Next(Math.Min(Forger.Gap(file).Gap, file.Length) - length);
        other.AsSpan(from, length).CopyTo(mutated.AsSpan(to));
        if (mutated.AsSpan().SequenceEqual(file))
            mutated[to]++;
        return mutated;
    }
}
