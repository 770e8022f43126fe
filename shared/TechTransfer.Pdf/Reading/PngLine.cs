namespace TechTransfer.Pdf.Reading;

/// <summary>Decodes the five line filters of PNG (ISO/IEC 15948, 9), which PDF uses as predictors.</summary>
internal static class PngLine
{
    /// <param name="filter">Number of the filter, 0 to 4.</param>
    /// <param name="source">The filtered line.</param>
    /// <param name="above">The decoded line above; empty for the first line.</param>
    /// <param name="target">Receives the decoded line; as long as <paramref name="source"/>.</param>
    /// <param name="step">Bytes per pixel, at least 1.</param>
    public static void Restore(byte filter, ReadOnlySpan<byte> source, ReadOnlySpan<byte> above, Span<byte> target, int step)
    {
        if (filter > 4)
            throw PdfException.Broken("A packed table or picture uses a line filter that does not exist.");
        for (var i = 0; i < source.Length; i++)
        {
            var left = i >= step ? target[i - step] : 0;
            var up = above.IsEmpty ? 0 : above[i];
            var corner = above.IsEmpty || i < step ? 0 : above[i - step];
            target[i] = (byte)(
                source[i]
                + filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    _ => Paeth(left, up, corner),
                }
            );
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return a <= b && a <= c ? left
            : b <= c ? up
            : corner;
    }
}
