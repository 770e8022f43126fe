using System.Text.Json.Serialization;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;

namespace TechTransfer.Certificates.Issuing;

/// <summary>
/// The data that a certificate prints, frozen when it is requested. Each kind of certificate has its own record, named by
/// <see cref="JsonKindAttribute"/>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
public abstract record CertificateContent
{
    /// <summary>Title, issuer, access, dependencies and facts, derived from the content.</summary>
    public abstract CertificateDescription Describe();

    /// <summary>Lays the content out as a document that is not rendered yet.</summary>
    internal abstract IDocument LaidOut(Imprint imprint);

    /// <summary>Renders the unsigned PDF. The same arguments give the same bytes.</summary>
    public byte[] Render(Imprint imprint)
    {
        Fonts.Register();
        return LaidOut(imprint).GeneratePdf();
    }
}
