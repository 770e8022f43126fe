using System.Text.Json.Serialization;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;

namespace TechTransfer.Certificates.Issuing;

/// <summary>
/// What a certificate says: a record for each kind, which names itself (<see cref="JsonKindAttribute"/>), kept as it was when the
/// certificate was asked for.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
public abstract record CertificateContent
{
    /// <summary>What the app needs to know about it.</summary>
    public abstract CertificateDescription Describe();

    /// <summary>Its document, with the imprint.</summary>
    internal abstract IDocument LaidOut(Imprint imprint);

    /// <summary>The PDF, not signed yet. The same arguments give the same bytes.</summary>
    public byte[] Render(Imprint imprint)
    {
        Fonts.Register();
        return LaidOut(imprint).GeneratePdf();
    }
}
