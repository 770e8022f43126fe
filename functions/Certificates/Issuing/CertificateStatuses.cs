using System.Text.Json;

namespace TechTransfer.Certificates.Issuing;

/// <summary>The newest certificate of a thread; a thread is all editions and re-issues of one certificate.</summary>
public sealed record Newest(CertificateKey Key, DateTimeOffset Since);

/// <summary>The end of a contract, claim, grant or edition, stored for the certificates that depend on it.</summary>
public sealed record Ended(CertificateStatus Status, DateTimeOffset Since, Text Reason, string? Remarks);

/// <summary>
/// Stores the newest certificate of each thread and the subjects that have ended, which determine the status of certificates. A subject
/// may end before its certificate is issued: both sides first write and then read the other's row, so the later one sees both.
/// </summary>
public sealed class CertificateStatuses(Copies copies, Lists lists, SetAsides asides)
{
    private const string NewestKind = "newest";
    private const string EndedKind = "ended";
    private const int Page = 200;

    /// <summary>The newest certificate of a thread; null while only the first one was issued.</summary>
    public Task<Newest?> NewestAsync(CertificateKey key, CancellationToken cancellation) =>
        copies.FindAsync<Newest>(NewestKind, key.Thread, cancellation);

    /// <summary>Records a certificate that replaces another, unless a newer one is already recorded.</summary>
    public Task RecordAsync(CertificateKey key, DateTimeOffset at, CancellationToken cancellation) =>
        copies.PutAsync(NewestKind, key.Thread, key.Edition * 1_000_000L + key.Reissue, new Newest(key, at), cancellation);

    public Task RecordAsync(Ending ending, long version, DateTimeOffset at, CancellationToken cancellation) =>
        copies.PutAsync(EndedKind, ending.Subject, version, new Ended(ending.Status, at, ending.Reason, ending.Remarks), cancellation);

    /// <summary>The issued certificates that are about a subject or depend on it.</summary>
    public async Task<IReadOnlyList<CertificateLine>> CertificatesOfAsync(string subject, CancellationToken cancellation)
    {
        var found = new List<CertificateLine>();
        foreach (var list in (string[])[CertificateLists.About(subject), CertificateLists.RestingOn(subject)])
        {
            await foreach (var page in lists.PagesAsync(list, Page, cancellation: cancellation))
            {
                found.AddRange(page.Whole.Select(item => item.Deserialize<CertificateLine>(Json.Options)!));
            }
        }
        return found;
    }

    /// <summary>
    /// Follow-up after each commit: the status change of an issued certificate, or null when its status is already right.
    /// </summary>
    public async Task<Change<Certificate>?> ChangeOfAsync(Certificate certificate, CancellationToken cancellation)
    {
        var due = await SupersededAsync(certificate, cancellation) ?? await EndedAsync(certificate, cancellation);
        if (due is null || (due.Status, due.Since) == (certificate.Status, certificate.Since))
            return null;
        if (certificate.Status == CertificateStatus.Halted)
            await HaltedCertificates.ForgetAsync(asides, certificate.Key.Id, cancellation);
        return new(certificate with { Status = due.Status, Since = due.Since, Reason = due.Reason, Remarks = due.Remarks }, due);
    }

    private async Task<CertificateStatusChanged?> SupersededAsync(Certificate certificate, CancellationToken cancellation)
    {
        if (await NewestAsync(certificate.Key, cancellation) is not { } newest || !certificate.Key.IsBefore(newest.Key))
            return null;
        // The first later edition replaced this certificate; the newest one may have been issued much later.
        var since = newest.Since;
        foreach (var line in await CertificatesOfAsync(certificate.Key.Subject, cancellation))
        {
            if (line.Key.Thread == certificate.Key.Thread && certificate.Key.IsBefore(line.Key) && line.IssuedAt < since)
                since = line.IssuedAt;
        }
        return new(
            CertificateStatus.Superseded,
            since,
            new("已签发新版文书，本文书作废。", "A new edition was issued, and this document is void."),
            null
        );
    }

    private async Task<CertificateStatusChanged?> EndedAsync(Certificate certificate, CancellationToken cancellation)
    {
        CertificateStatusChanged? first = null;
        foreach (var subject in certificate.Content.Describe().RestsOn)
        {
            if (await copies.FindAsync<Ended>(EndedKind, subject, cancellation) is not { } ended || first?.Since <= ended.Since)
                continue;
            first = new(ended.Status, ended.Since, ended.Reason, ended.Remarks);
        }
        return first;
    }
}
