namespace TechTransfer.Pdf.Reading;

/// <summary>Where an object stands.</summary>
internal enum EntryKind : byte
{
    Free,

    /// <summary>At <see cref="CrossReference.Place"/> in the file.</summary>
    InFile,

    /// <summary>In the object stream <see cref="CrossReference.Place"/>, as number <see cref="CrossReference.Detail"/>.</summary>
    InStream,
}

/// <param name="Kind">Which of the three.</param>
/// <param name="Place">Offset in bytes, or number of the object stream.</param>
/// <param name="Detail">Generation, or index in the object stream.</param>
internal readonly record struct CrossReference(EntryKind Kind, int Place, int Detail);
