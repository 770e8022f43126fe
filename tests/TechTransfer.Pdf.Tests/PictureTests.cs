using TechTransfer.Pdf.Pictures;
using TechTransfer.Pdf.Signing;
using TechTransfer.Pdf.Uploads;
using static TechTransfer.Testing.SampleDocuments;

namespace TechTransfer.Pdf.Tests;

/// <summary>Seal pictures and uploads go through the same image reader, which refuses unsound images.</summary>
public sealed class PictureTests
{
    private static readonly Dictionary<string, (byte[] File, PictureProblem Problem)> Unsound = new()
    {
        ["a PNG without its end"] = (Png()[..^12], PictureProblem.Truncated),
        ["a PNG with a wrong checksum"] = (Changed(Png(), -16), PictureProblem.WrongChecksum),
        ["a PNG with two headers"] = ([.. Png()[..33], .. Png()[8..]], PictureProblem.WrongStructure),
        ["a PNG without image data"] = ([.. Png()[..33], .. Png()[^12..]], PictureProblem.NoImage),
        ["a PNG without height"] = (Png(1, 0), PictureProblem.WrongSize),
        ["a PNG of a billion pixels"] = (Png(40_000, 40_000), PictureProblem.TooManyPixels),
        ["a JPEG without its end"] = (Jpeg()[..^2], PictureProblem.Truncated),
        ["a JPEG that ends in its frame"] = (Jpeg()[..15], PictureProblem.Truncated),
        ["a JPEG with a segment of no length"] = ([0xFF, 0xD8, 0xFF, 0xFE, 0, 1, .. Jpeg()[2..]], PictureProblem.WrongStructure),
        ["a JPEG without a scan"] = ([.. Jpeg()[..21], 0xFF, 0xD9], PictureProblem.NoImage),
        ["a JPEG without width"] = (Jpeg(0), PictureProblem.WrongSize),
        ["a JPEG of three billion pixels"] = (Jpeg(60_000, 60_000), PictureProblem.TooManyPixels),
        ["a JPEG of a thousand scans"] = (
            [.. Jpeg()[..21], .. Enumerable.Repeat(Jpeg()[21..^2], 1_000).SelectMany(scan => scan), 0xFF, 0xD9],
            PictureProblem.TooManyScans
        ),
    };

    public static TheoryData<string> Names => [.. Unsound.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_unsound_picture_is_neither_an_upload_nor_a_seal(string name)
    {
        var (file, problem) = Unsound[name];

        Assert.Equal(problem, name.StartsWith("a PNG", StringComparison.Ordinal) ? PictureCheck.OfPng(file) : PictureCheck.OfJpeg(file));
        Assert.Contains($"{problem}", Assert.Throws<ArgumentException>(() => SealImage.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_picture_is_both()
    {
        byte[] padded = [0xFF, 0xD8, 0xFF, 0xFF, 0xFF, .. Jpeg()[3..]];

        Assert.Null(PictureCheck.OfPng(Png()));
        Assert.Null(PictureCheck.OfJpeg(Jpeg()));
        Assert.Null(PictureCheck.OfJpeg(padded));
        foreach (var file in (byte[][])[Png(), Jpeg(), padded])
            SealImage.Read(file);
    }

    private static byte[] Changed(byte[] file, int fromEnd)
    {
        file[file.Length + fromEnd] ^= 1;
        return file;
    }
}
