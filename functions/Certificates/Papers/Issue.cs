using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

/// <summary>
/// Makes a paper final: the request is committed first, then the number is allotted and the file staged under its hash, then the first
/// writer commits number
/// and hash. Number, code and content follow from the request, so that whoever comes to it again comes to the same paper; the signature
/// does not, so that of
/// two files only the one whose hash was committed is the paper.
/// </summary>
public sealed class Issue(
    NumberSeries numbers,
    DocumentStore documents,
    CertificateSettings settings,
    PaperFile files,
    TimeProvider time,
    ILogger<Issue> log
)
{
    /// <summary>The request for a paper. Number and file follow the commit: <see cref="CompleteAsync"/>.</summary>
    /// <param name="key">Which.</param>
    /// <param name="content">What it says.</param>
    /// <param name="eventId">The event that asks for it.</param>
    /// <param name="at">When that happened: the instant of issue.</param>
    public static Change<Paper> Request(PaperKey key, PaperContent content, string eventId, DateTimeOffset at)
    {
        if (!IsSubject(key.Subject) || key.Part is not null && !IsName(key.Part))
            throw new ArgumentException($"{key.Id} is no id of a paper: subjects and parts have letters, digits and dashes.", nameof(key));
        return new(
            new()
            {
                Key = key,
                Status = PaperStatus.Requested,
                Since = at,
                IssuedAt = at,
                EventId = eventId,
                Content = content,
            },
            new PaperRequested(eventId, content)
        );
    }

    /// <summary>Gives a paper that was asked for its number, code and file.</summary>
    public async Task<Change<Paper>> CompleteAsync(Loaded<Paper> requested, CancellationToken cancellation)
    {
        var paper = requested.State!;
        var series = CertificateNumber.SeriesOf(paper.IssuedOn.Year);
        var number = new CertificateNumber(
            settings.NumberPrefix,
            paper.IssuedOn.Year,
            await numbers.AllotAsync(series, requested.Id, cancellation)
        ).ToString();
        var code = VerificationCode.Of(settings, requested.Id);
        var started = Stopwatch.GetTimestamp();
        var pdf = await files.MakeAsync(paper, number, code, requested.HistoryHead, cancellation);
        log.LogInformation(
            "Made {Number} in {Milliseconds} ms, {Bytes} bytes",
            number,
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            pdf.Length
        );
        var stored = await documents.SaveAsync(requested.Id, pdf, "application/pdf", cancellation);

        var issued = paper with
        {
            Status = PaperStatus.Valid,
            Since = time.GetUtcNow(),
            Number = number,
            Code = code,
            Sha256 = stored.Sha256,
            Size = stored.Size,
            SignedBy = files.SignedBy,
        };
        return new(issued, new PaperIssued(number, stored.Sha256, stored.Size, files.SignedBy));
    }

    /// <summary>Whether a paper can be about it. A subject that is part of another, as a grant is of an achievement, has a dot in its
    /// id.</summary>
    public static bool IsSubject(string id) => id.Split('.').All(IsName);

    private static bool IsName(string text) => text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
