using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

/// <summary>
/// Issues papers, once each: the request is committed first, then the number is allotted and the file staged under its hash, then the first writer commits
/// number and hash, and the paper is final. Everything in it follows from the event, so a repeated message comes to the same bytes and changes nothing.
/// </summary>
public sealed class Issue(NumberSeries numbers, DocumentStore documents, CertificateSettings settings, TimeProvider time, ILogger<Issue> log)
{
    /// <summary>The request for a certificate of a registration, or of a later edition of it.</summary>
    public static Change<Paper> Request(Envelope envelope, ContractRegistered facts, int edition)
    {
        var paper = new Paper
        {
            Kind = Paper.RegistrationKind,
            Subject = facts.ContractId,
            Edition = edition,
            Status = PaperStatus.Requested,
            Since = envelope.OccurredAt,
            IssuedAt = envelope.OccurredAt,
            Facts = facts,
        };
        return new(paper, new PaperRequested(envelope.Id, facts));
    }

    /// <summary>What follows a request: number, code, file; null when the paper is final already.</summary>
    public async Task<Change<Paper>?> CompleteAsync(Loaded<Paper> requested, CancellationToken cancellation)
    {
        var paper = requested.State!;
        if (paper.Status != PaperStatus.Requested) return null;

        var series = CertificateNumber.SeriesOf(paper.IssuedOn.Year);
        var number = new CertificateNumber(settings.NumberPrefix, paper.IssuedOn.Year, await numbers.AllotAsync(series, requested.Id, cancellation)).ToString();
        var code = VerificationCode.Of(settings, requested.Id);
        var started = Stopwatch.GetTimestamp();
        var pdf = RegistrationCertificate.Render(paper.Facts, paper.Edition, number, paper.IssuedAt, VerificationCode.Address(settings, number, code), code);
        log.LogInformation("Rendered {Number} in {Milliseconds} ms, {Bytes} bytes", number, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, pdf.Length);
        var stored = await documents.SaveAsync(requested.Id, pdf, "application/pdf", cancellation);

        var issued = paper with { Status = PaperStatus.Valid, Since = time.GetUtcNow(), Number = number, Code = code, Sha256 = stored.Sha256, Size = stored.Size };
        return new(issued, new PaperIssued(number, stored.Sha256, stored.Size));
    }
}
