using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TechTransfer.Certificates.Signing;
using TechTransfer.Pdf.Signing;

namespace TechTransfer.Certificates.Issuing;

/// <summary>
/// Machine-readable facts of a certificate, embedded in its PDF with a separate signature, so that they can be verified offline under a
/// trusted root certificate.
/// </summary>
/// <param name="Kind">Name of the kind, one of <see cref="Kinds.CertificateKinds"/>.</param>
/// <param name="IssuedOn">The day of issue, China time.</param>
/// <param name="VerifyAt">Address that shows the current status.</param>
/// <param name="HistoryHead">Hash of the history entry that requested this certificate; it shows if the issuer's append-only history is
/// rewritten later.</param>
/// <param name="Facts">Certified facts by their JSON name.</param>
public sealed record Statement(
    string Form,
    string Number,
    string Kind,
    int Edition,
    DateTimeOffset IssuedAt,
    DateOnly IssuedOn,
    string Issuer,
    string VerifyAt,
    string HistoryHead,
    IReadOnlyDictionary<string, object> Facts
)
{
    public const string CurrentForm = "techtransfer-certificate-1";

    public const string FileName = "statement.json",
        SignatureFileName = "statement.json.p7s";

    private static readonly JsonSerializerOptions Readable = new(Json.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Statement Of(Certificate certificate, string number, string verifyAt, string historyHead)
    {
        var described = certificate.Content.Describe();
        return new(
            CurrentForm,
            number,
            certificate.Key.Kind,
            certificate.Key.Edition,
            certificate.IssuedAt,
            certificate.IssuedOn,
            described.Issuer,
            verifyAt,
            historyHead,
            described.Facts.ToDictionary(f => f.Name, f => f.Value)
        );
    }

    public IReadOnlyList<PdfAttachment> ToAttachments(CertificateSigner signer)
    {
        var content = ToBytes();
        return
        [
            new(FileName, content, "application/json", "证明所载事项（供程序读取）", IssuedAt),
            new(SignatureFileName, signer.SignDetached(content), "application/pkcs7-signature", "上述文件的签名", IssuedAt),
        ];
    }

    /// <summary>The bytes that are signed: indented JSON in UTF-8, identical for the same statement.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, Readable) + "\n");
}
