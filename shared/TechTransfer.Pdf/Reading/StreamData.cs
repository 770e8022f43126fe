using System.IO.Compression;

namespace TechTransfer.Pdf.Reading;

/// <summary>Decompresses the streams that contain a file's structure (cross references and object streams): Flate with PNG predictors, or
/// uncompressed.</summary>
internal static class StreamData
{
    /// <param name="file">The bytes from which the stream was parsed.</param>
    /// <param name="length">Length of the compressed data in bytes.</param>
    /// <param name="stream">The stream whose data is decompressed.</param>
    /// <param name="budget">Charged for every decompressed byte.</param>
    public static byte[] Unpack(ReadOnlyMemory<byte> file, PdfStream stream, int length, ReadingBudget budget)
    {
        if (length > file.Length - stream.DataStart)
            throw PdfException.Broken("A stream is longer than the file.");
        var data = file.Slice(stream.DataStart, length);
        var end = new ObjectParser(file.Span, stream.DataStart + length, budget);
        end.Keyword("endstream"u8);

        var filter = Single(stream.Dictionary["Filter"]);
        if (filter is null)
        {
            budget.ChargeInflated(data.Length);
            return data.ToArray();
        }
        if (filter is not PdfName { Value: "FlateDecode" })
            throw PdfException.Broken("A table of the file is packed by a method that is not read here.");
        var bytes = Inflate(data, budget);
        return Single(stream.Dictionary["DecodeParms"]) is PdfDictionary parameters ? Predicted(bytes, parameters) : bytes;
    }

    /// <summary>The only filter, or its parameters; null if there is none. Several filters are not supported.</summary>
    public static PdfObject? Single(PdfObject? value) =>
        value switch
        {
            null or PdfNull => null,
            PdfArray { Items: [] } => null,
            PdfArray { Items: [var only] } => only is PdfNull ? null : only,
            PdfArray => throw PdfException.Broken("A table of the file is packed more than once."),
            _ => value,
        };

    /// <summary>Decompresses a zlib stream; bytes after its end are ignored.</summary>
    public static unsafe byte[] Inflate(ReadOnlyMemory<byte> packed, ReadingBudget budget)
    {
        using var pin = packed.Pin();
        using var source = new UnmanagedMemoryStream((byte*)pin.Pointer, packed.Length);
        using var zlib = new ZLibStream(source, CompressionMode.Decompress);
        using var output = new MemoryStream();
        var buffer = new byte[16_384];
        try
        {
            while (zlib.Read(buffer) is > 0 and var read)
            {
                budget.ChargeInflated(read, output.Length);
                output.Write(buffer, 0, read);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw PdfException.Broken("A packed table of the file is damaged.", e);
        }
        return output.ToArray();
    }

    private static byte[] Predicted(byte[] data, PdfDictionary parameters)
    {
        var predictor = Number("Predictor", 1, 15);
        if (predictor == 1)
            return data;
        if (predictor < 10)
            throw PdfException.Broken("A table of the file uses a predictor that is not read here.");

        var (colors, bits, columns) = (Number("Colors", 1, 32), Number("BitsPerComponent", 8, 16), Number("Columns", 1, 1 << 20));
        var step = Math.Max(1, colors * bits / 8);
        var line = (int)(((long)colors * bits * columns + 7) / 8);
        if (data.Length % (line + 1) != 0)
            throw PdfException.Broken("A packed table of the file does not end with a line.");

        var lines = data.Length / (line + 1);
        var result = new byte[lines * line];
        for (var i = 0; i < lines; i++)
        {
            var filter = data[i * (line + 1)];
            var source = data.AsSpan(i * (line + 1) + 1, line);
            var target = result.AsSpan(i * line, line);
            var above = i == 0 ? default : result.AsSpan((i - 1) * line, line);
            PngLine.Restore(filter, source, above, target, step);
        }
        return result;

        int Number(string key, int standard, int most) =>
            parameters[key] switch
            {
                null => standard,
                PdfInteger { Value: >= 1 and var value } when value <= most => (int)value,
                _ => throw PdfException.Broken("A packed table of the file is described wrongly."),
            };
    }
}
