namespace QuestPDF.Pdf.Images;

/// <summary>Decodes the line filters of PNG. Each line begins with the number of its filter.</summary>
internal static class PngFilter
{
    /// <param name="distance">Bytes per pixel, at least 1.</param>
    public static byte[] Undo(byte[] lines, int lineLength, int distance)
    {
        var height = lines.Length / (lineLength + 1);
        var pixels = new byte[height * lineLength];
        for (var y = 0; y < height; y++)
        {
            var filter = lines[y * (lineLength + 1)];
            for (var x = 0; x < lineLength; x++)
            {
                var at = y * lineLength + x;
                int left = x >= distance ? pixels[at - distance] : 0;
                int above = y > 0 ? pixels[at - lineLength] : 0;
                int aboveLeft = y > 0 && x >= distance ? pixels[at - lineLength - distance] : 0;
                var predicted = filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => above,
                    3 => (left + above) / 2,
                    4 => Paeth(left, above, aboveLeft),
                    _ => throw new InvalidDataException($"PNG filter {filter} does not exist"),
                };
                pixels[at] = (byte)(lines[y * (lineLength + 1) + 1 + x] + predicted);
            }
        }
        return pixels;
    }

    private static int Paeth(int left, int above, int aboveLeft)
    {
        var (a, b, c) = (Math.Abs(above - aboveLeft), Math.Abs(left - aboveLeft), Math.Abs(left + above - 2 * aboveLeft));
        if (a <= b && a <= c)
            return left;
        return b <= c ? above : aboveLeft;
    }
}
