namespace TechTransfer.Pdf.Reading;

internal enum EntryKind : byte
{
    Free,

    /// <summary>Directly in the file, at the offset <see cref="CrossReference.Place"/>.</summary>
    InFile,

    /// <summary>In the object stream number <see cref="CrossReference.Place"/>, at the index <see cref="CrossReference.Detail"/>.</summary>
    InStream,
}

/// <param name="Kind">Decides the meaning of <c>Place</c> and <c>Detail</c>.</param>
/// <param name="Place">Offset in bytes, or number of the object stream.</param>
/// <param name="Detail">Generation, or index in the object stream.</param>
internal readonly record struct CrossReference(EntryKind Kind, int Place, int Detail);
