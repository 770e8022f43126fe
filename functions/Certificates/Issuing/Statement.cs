using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TechTransfer.Certificates.Signing;
using TechTransfer.Pdf.Signing;

namespace TechTransfer.Certificates.Issuing;

/// <summary>What a certificate says, for machines: embedded in it, with a signature of its own, so that it can be checked without our
/// server for as long as the root is known.</summary>
/// <param name="Form">The form of this statement.</param>
/// <param name="Number">The certificate number.</param>
/// <param name="Kind">As in <see cref="Kinds.CertificateKinds"/>.</param>
/// <param name="Edition">From 1.</param>
/// <param name="IssuedAt">The instant of issue.</param>
/// <param name="IssuedOn">The day of issue, China time.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="VerifyAt">Where its status is told.</param>
/// <param name="HistoryHead">Hash of the entry in the issuer's append-only history that asked for this certificate: what was certified
/// cannot be written anew behind it.</param>
/// <param name="Facts">What it certifies.</param>
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
    /// <summary>The form that this version writes.</summary>
    public const string CurrentForm = "techtransfer-certificate-1";

    /// <summary>The names of the embedded files.</summary>
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

    /// <summary>The statement and its signature, to be embedded.</summary>
    public IReadOnlyList<PdfAttachment> ToAttachments(CertificateSigner signer)
    {
        var content = ToBytes();
        return
        [
            new(FileName, content, "application/json", "证明所载事项（供程序读取）", IssuedAt),
            new(SignatureFileName, signer.SignDetached(content), "application/pkcs7-signature", "上述文件的签名", IssuedAt),
        ];
    }

    /// <summary>The bytes that are signed: JSON in UTF-8, the same for the same statement.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, Readable) + "\n");
}
