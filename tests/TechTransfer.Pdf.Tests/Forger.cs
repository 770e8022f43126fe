using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TechTransfer.Pdf.Keys;
using TechTransfer.Pdf.Reading;
using TechTransfer.Pdf.Signing;

namespace TechTransfer.Pdf.Tests;

internal static class Forger
{
    public static byte[] Update(byte[] file, Action<PdfFile, IncrementalUpdate> change)
    {
        var opened = PdfFile.Open(file, ReadingBudget.ForSigning());
        using var update = new IncrementalUpdate(opened, 1024);
        change(opened, update);
        return update.Finish();
    }

    public static void Set(PdfFile file, IncrementalUpdate update, PdfReference reference, string key, string value)
    {
        var dictionary = file.Dictionary(reference)!.Copy();
        dictionary.Entries[key] = Value(value);
        update.Set(reference, dictionary);
    }

    public static PdfObject Value(string text) => new ObjectParser(Encoding.Latin1.GetBytes(text), 0, ReadingBudget.ForSigning()).Value();

    /// <summary>Replaces the last signature; the rest of its placeholder is filled with zeros.</summary>
    public static byte[] WithSignature(byte[] file, byte[] cms)
    {
        var result = (byte[])file.Clone();
        Fill(result, Gap(file), cms);
        return result;
    }

    /// <summary>Position of the last signature's placeholder, including its angle brackets.</summary>
    public static (int Gap, int Behind) Gap(byte[] file)
    {
        var (start, _) = ByteRange(file);
        var numbers = Encoding.ASCII.GetString(file, start, 40).Split([' ', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        return (int.Parse(numbers[1], CultureInfo.InvariantCulture), int.Parse(numbers[2], CultureInfo.InvariantCulture));
    }

    /// <summary>Sets another byte range and signs the file again with the real key, as an attacker with that key could.</summary>
    public static byte[] WithByteRange(byte[] file, ISignatureKey key, int a, int b, int c, int d)
    {
        var result = (byte[])file.Clone();
        var place = Gap(file);
        var (start, end) = ByteRange(file);
        var text = string.Create(CultureInfo.InvariantCulture, $"[{a} {b} {c} {d}").PadRight(end - start);
        Encoding.ASCII.GetBytes(text).CopyTo(result, start);
        byte[] content = [.. result[a..(a + b)], .. result[c..(c + d)]];
        Fill(result, place, new CmsSignature(key, SHA256.HashData(content)).Encode(null));
        return result;
    }

    private static void Fill(byte[] file, (int Gap, int Behind) place, byte[] cms)
    {
        var room = file.AsSpan((place.Gap + 1)..(place.Behind - 1));
        room.Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexString(cms), room);
    }

    private static (int Start, int End) ByteRange(byte[] file)
    {
        var start = file.AsSpan().LastIndexOf("/ByteRange ["u8) + "/ByteRange ".Length;
        return (start, start + file.AsSpan(start).IndexOf((byte)']'));
    }
}
