using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;

namespace TechTransfer.Certificates.Verification;

/// <summary>The answer of a verification in words.</summary>
internal static class VerificationWords
{
    // Some kinds need other words for a status: a lifted refusal has not expired, and an organisation takes a grant back.
    public static Text Answer(CertificateStatus status, string kind) =>
        (status, kind) switch
        {
            (CertificateStatus.Valid, _) => new("文书真实，现行有效", "Genuine and in force"),
            (CertificateStatus.Superseded, _) => new("文书真实，但已被新版文书替代", "Genuine, but replaced by a newer one"),
            (CertificateStatus.Cancelled, RefusalContent.Kind) => new(
                "文书真实，但原决定已撤销",
                "Genuine, but the original decision was revoked"
            ),
            (CertificateStatus.Cancelled, _) => new("文书真实，但已注销、终止或者期满", "Genuine, but cancelled, terminated or expired"),
            (CertificateStatus.Revoked, GrantContent.Kind or AgreementContent.Kind) => new(
                "文书真实，但权利已被收回",
                "Genuine, but the right was withdrawn"
            ),
            (CertificateStatus.Revoked, _) => new("文书真实，但已被撤销", "Genuine, but revoked"),
            (CertificateStatus.Requested or CertificateStatus.Halted, _) => throw new InvalidOperationException(
                "A certificate without a number is not verified."
            ),
        };

    /// <summary>A notice that is in force does not prove that a contract is registered.</summary>
    public static Text? Caution(string kind) =>
        kind switch
        {
            RefusalContent.Kind => new(
                "本文书载明不予登记的决定，不是登记证明。",
                "This document states a refusal of registration. It is not a certificate of registration."
            ),
            CorrectionContent.Kind => new(
                "本文书告知需补正的内容，不是登记证明。",
                "This document lists required corrections. It is not a certificate of registration."
            ),
            CancellationContent.Kind => new(
                "本文书告知合同登记已经注销或者撤销，不是登记证明。",
                "This document states that a registration was cancelled or revoked. It is not a certificate of registration."
            ),
            PublicNotice.Kind => new(
                "本文书是公示，所载事项以最终决定为准。",
                "This document is a public notice. The final decision is authoritative."
            ),
            _ => null,
        };
}
