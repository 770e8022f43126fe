namespace TechTransfer.Pdf.Pictures;

/// <summary>Why a picture file is refused. The codes have no texts for users; callers turn them into messages.</summary>
public enum PictureProblem
{
    /// <summary>The file ends within a chunk or segment, or before the end marker.</summary>
    Truncated,

    /// <summary>The file's parts are not in the required order or form.</summary>
    WrongStructure,

    /// <summary>A PNG chunk's data does not match its CRC-32.</summary>
    WrongChecksum,

    /// <summary>A picture without area: width or height is 0 or negative.</summary>
    WrongSize,

    /// <summary>The picture has more pixels than the caller allows, which bounds the memory for decoding.</summary>
    TooManyPixels,

    /// <summary>A progressive picture has far more scans than usual.</summary>
    TooManyScans,

    /// <summary>All chunks or segments are valid, but none contains pixels.</summary>
    NoImage,
}

/// <summary>A picture file is damaged or too large. Thrown while its chunks or segments are read.</summary>
public sealed class PictureException(PictureProblem problem) : Exception($"The picture file is not sound: {problem}.")
{
    /// <summary>The first fault found; reading stops there.</summary>
    public PictureProblem Problem { get; } = problem;
}
