using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using TechTransfer.Pdf.Reading;
using TechTransfer.Pdf.Signing;

namespace TechTransfer.Pdf.Verification;

/// <summary>Checks one signature, without regard to later changes of the file.</summary>
internal sealed class SignatureCheck(PdfFile file, IReadOnlyCollection<X509Certificate2> anchors, VerificationOptions options)
{
    /// <summary>Allowed difference between the signer's clock and ours.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Largest accepted signature in bytes: far more than one with a long chain and a time-stamp needs.</summary>
    private const int MaxCmsBytes = 1 << 18;

    /// <summary>The signature counts as intact in spite of these faults.</summary>
    private static readonly SignatureFault[] Harmless =
    [
        SignatureFault.Untrusted,
        SignatureFault.OutsideValidity,
        SignatureFault.TimeInFuture,
        SignatureFault.TimestampRefused,
        SignatureFault.PaddingNotZero,
        SignatureFault.EncodingNotCanonical,
    ];

    public SignatureReport Check(SignatureFieldEntry field)
    {
        var findings = new List<SignatureFault>();
        var dictionary = Dictionary(field, findings);
        var report = new SignatureReport
        {
            FieldName = field.Name,
            IsIntact = false,
            IsTrusted = false,
            ClaimedAt = dictionary["M"] is PdfString date ? PdfDate.Read(date.Value) : null,
            Reason = Text(dictionary["Reason"]),
            Location = Text(dictionary["Location"]),
        };
        var range = SignedRange.Read(dictionary, file.Bytes.Length);
        if (range is null)
            return report with { Findings = [.. findings, SignatureFault.ByteRangeWrong] };
        if (!EndsRevision(range, field))
            findings.Add(SignatureFault.ByteRangeWrong);
        report = report with { SignedLength = range.End };

        var contents = ((PdfString)dictionary["Contents"]!).Value;
        var data = contents.Length <= MaxCmsBytes ? SignedData.Read(contents, AsnEncodingRules.BER) : null;
        if (data is null)
            return report with { Findings = [.. findings, SignatureFault.NotCms] };
        if (contents.AsSpan(data.Length).ContainsAnyExcept((byte)0))
            findings.Add(SignatureFault.PaddingNotZero);
        return Judge(report, range, contents.AsMemory(0, data.Length), data, findings);
    }

    private SignatureReport Judge(
        SignatureReport report,
        SignedRange range,
        ReadOnlyMemory<byte> cms,
        SignedData data,
        List<SignatureFault> findings
    )
    {
        var (signer, enclosed) = CmsCheck.Certificates(data);
        if (signer is null)
            return report with { Findings = [.. findings, SignatureFault.CertificateMismatch] };
        report = report with { Certificate = signer, Signer = signer.GetNameInfo(X509NameType.SimpleName, false) };
        if (CmsCheck.Hash(data.DigestAlgorithm.Id) is not { } hash)
            return report with { Findings = [.. findings, SignatureFault.AlgorithmRefused] };
        findings.AddRange(CmsCheck.Integrity(data, signer, range.Digest(file.Bytes.Span, hash)));

        var timestamp = Timestamp(data);
        if (timestamp is { At: null })
            findings.Add(SignatureFault.TimestampRefused);
        var now = options.Time.GetUtcNow();
        var at = timestamp?.At ?? report.ClaimedAt ?? now;
        if (at > now + Tolerance)
            findings.Add(SignatureFault.TimeInFuture);

        var chain = CertificateChain.Build(signer, enclosed, anchors, at);
        if (!chain.IsTrusted)
            findings.Add(chain.IsTimeWrong ? SignatureFault.OutsideValidity : SignatureFault.Untrusted);
        if (!CanonicalForm.HasSignature(cms, chain) || !range.IsPlainHex(file.Bytes.Span) || timestamp is { IsCanonical: false })
            findings.Add(SignatureFault.EncodingNotCanonical);

        return report with
        {
            IsIntact = !findings.Except(Harmless).Any(),
            IsTrusted = chain.IsTrusted && !findings.Contains(SignatureFault.TimeInFuture),
            StampedAt = timestamp?.At,
            Findings = findings,
        };
    }

    private PdfDictionary Dictionary(SignatureFieldEntry field, List<SignatureFault> findings)
    {
        var place = new CrossReference(EntryKind.InFile, 0, 0);
        var value = field.Value is PdfReference reference ? file.Get(reference.Number, out place) : field.Value;
        // A compressed signature has no position in the file that its byte range could leave out.
        if (value is not PdfDictionary dictionary || field.Value is not PdfReference || place.Kind != EntryKind.InFile)
        {
            findings.Add(SignatureFault.DictionaryWrong);
            return new();
        }
        if (dictionary.HasDuplicateKeys || dictionary["SubFilter"] is not PdfName { Value: "ETSI.CAdES.detached" or "adbe.pkcs7.detached" })
            findings.Add(SignatureFault.DictionaryWrong);
        return dictionary;
    }

    /// <summary>True when the range ends where a revision of the file ends, the last one included, and that revision contains this
    /// signature. False when that revision cannot be read.</summary>
    private bool EndsRevision(SignedRange range, SignatureFieldEntry field)
    {
        try
        {
            return SignatureFields
                .Of(file.Revision(range.End))
                .Any(f =>
                    f.Field == field.Field
                    && f.Name == field.Name
                    && f.Value is PdfReference then
                    && then.Number == ((PdfReference)field.Value).Number
                );
        }
        catch (PdfException e) when (e.Problem == PdfProblem.Broken)
        {
            return false;
        }
    }

    private TimestampCheck? Timestamp(SignedData data)
    {
        if (!data.UnsignedAttributes.Any(a => a.Type == ObjectIds.SignatureTimestamp))
            return null;
        return SignedData.Single(data.UnsignedAttributes, ObjectIds.SignatureTimestamp) is { } token
            ? TimestampCheck.Of(token, data.Signature, options.TimestampAnchors ?? anchors)
            : new(null, false);
    }

    private static string? Text(PdfObject? value) => value is PdfString text ? SignatureFields.Text(text) : null;
}
