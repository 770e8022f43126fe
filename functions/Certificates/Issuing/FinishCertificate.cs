using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace TechTransfer.Certificates.Issuing;

/// <summary>
/// Finishes a requested certificate: allots the number, stores the file under its hash, then commits number and hash. A repeated run gives
/// the same number, code and content but a different signature; only the file whose hash was committed counts.
/// </summary>
public sealed class FinishCertificate(
    NumberSeries numbers,
    DocumentStore documents,
    CertificateSettings settings,
    CertificateFile files,
    SetAsides asides,
    TimeProvider time,
    ILogger<FinishCertificate> log
)
{
    /// <summary>The change that requests a certificate; after its commit <see cref="CompleteAsync"/> adds number and file.</summary>
    /// <param name="at">When the event happened; used as the instant of issue.</param>
    public static Change<Certificate> Request(CertificateKey key, CertificateContent content, string eventId, DateTimeOffset at)
    {
        if (!IsSubject(key.Subject) || key.Part is not null && !IsName(key.Part))
            throw new ArgumentException(
                $"{key.Id} is no id of a certificate: subjects and parts have letters, digits and dashes.",
                nameof(key)
            );
        return new(
            new()
            {
                Key = key,
                Status = CertificateStatus.Requested,
                Since = at,
                IssuedAt = at,
                EventId = eventId,
                Content = content,
            },
            new CertificateRequested(eventId, content)
        );
    }

    /// <summary>
    /// Adds number, code and file to a requested certificate. A certificate with characters that no font has is halted before it takes a
    /// number.
    /// </summary>
    public async Task<Change<Certificate>> CompleteAsync(Loaded<Certificate> requested, CancellationToken cancellation)
    {
        var certificate = requested.State!;
        if (certificate.Content.Obstacle() is { } obstacle)
        {
            await HaltedCertificates.SetAsideAsync(asides, requested.Id, certificate.Content, cancellation);
            return new(
                certificate with
                {
                    Status = CertificateStatus.Halted,
                    Since = time.GetUtcNow(),
                    Reason = obstacle,
                },
                new CertificateHalted(obstacle)
            );
        }
        var series = CertificateNumber.SeriesOf(certificate.IssuedOn.Year);
        var number = new CertificateNumber(
            settings.NumberPrefix,
            certificate.IssuedOn.Year,
            await numbers.AllotAsync(series, requested.Id, cancellation)
        ).ToString();
        var code = VerificationCode.Of(settings, requested.Id);
        var started = Stopwatch.GetTimestamp();
        var pdf = await files.MakeAsync(certificate, number, code, requested.HistoryHead, cancellation);
        log.LogInformation(
            "Made {Number} in {Milliseconds} ms, {Bytes} bytes",
            number,
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            pdf.Length
        );
        var stored = await documents.SaveAsync(requested.Id, pdf, "application/pdf", cancellation);

        var issued = certificate with
        {
            Status = CertificateStatus.Valid,
            Since = time.GetUtcNow(),
            Number = number,
            Code = code,
            Sha256 = stored.Sha256,
            Size = stored.Size,
            SignedBy = files.SignedBy,
        };
        return new(issued, new CertificateIssued(number, stored.Sha256, stored.Size, files.SignedBy));
    }

    /// <summary>
    /// Whether the text can be a subject's id: letters, digits and dashes. A dot joins a part to its whole, such as a grant to its
    /// achievement.
    /// </summary>
    public static bool IsSubject(string id) => id.Split('.').All(IsName);

    private static bool IsName(string text) => text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
