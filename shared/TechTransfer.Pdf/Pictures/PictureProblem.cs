namespace TechTransfer.Pdf.Pictures;

/// <summary>Why a picture file is not read.</summary>
public enum PictureProblem
{
    /// <summary>It ends too early.</summary>
    Truncated,

    /// <summary>Its parts do not follow one another as they have to.</summary>
    WrongStructure,

    /// <summary>A checksum in it is wrong.</summary>
    WrongChecksum,

    /// <summary>It has no width or no height.</summary>
    WrongSize,

    /// <summary>It has more pixels than its reader takes.</summary>
    TooManyPixels,

    /// <summary>It is drawn in more steps than any picture needs.</summary>
    TooManyScans,

    /// <summary>It has no image data.</summary>
    NoImage,
}

/// <summary>A picture file that is not read.</summary>
public sealed class PictureException(PictureProblem problem) : Exception($"The picture file is not sound: {problem}.")
{
    /// <summary>The kind of problem.</summary>
    public PictureProblem Problem { get; } = problem;
}
