namespace TechTransfer.Pdf.Pictures;

/// <summary>Why a picture file was refused.</summary>
public enum PictureProblem
{
    /// <summary>The file ends too early.</summary>
    Truncated,

    /// <summary>The file's parts are not in the required order or form.</summary>
    WrongStructure,

    /// <summary>The checksum of a chunk is wrong.</summary>
    WrongChecksum,

    /// <summary>Width or height is 0 or negative.</summary>
    WrongSize,

    /// <summary>The picture has more pixels than allowed.</summary>
    TooManyPixels,

    /// <summary>A progressive picture has far more scans than usual.</summary>
    TooManyScans,

    /// <summary>The file contains no image data.</summary>
    NoImage,
}

/// <summary>A picture file is damaged or exceeds a limit.</summary>
public sealed class PictureException(PictureProblem problem) : Exception($"The picture file is not sound: {problem}.")
{
    /// <summary>Why the file was refused.</summary>
    public PictureProblem Problem { get; } = problem;
}
