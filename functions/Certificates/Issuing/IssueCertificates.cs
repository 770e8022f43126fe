namespace TechTransfer.Certificates.Issuing;

/// <summary>Carries out issue plans. It is idempotent: a certificate is issued once, however often its message arrives.</summary>
public sealed class IssueCertificates(AggregateStore<Certificate> certificates, CertificateStatuses statuses)
{
    internal static readonly Caller System = Caller.System("certificates", "证书服务");

    /// <param name="plan">Must be the same whenever the same event is handled.</param>
    /// <param name="version">Version of the aggregate that sent the event; used for endings without a version.</param>
    public async Task CarryOutAsync(IssuePlan plan, string eventId, long version, DateTimeOffset at, CancellationToken cancellation)
    {
        // A certificate that fails must not keep the others from being issued.
        await Each.DoAsync(
            [
                .. plan.Endings.Select(ending =>
                    (Func<Task>)(() => statuses.RecordAsync(ending, ending.Version ?? version, at, cancellation))
                ),
                .. plan.Certificates.Select(request =>
                    (Func<Task>)(() => IssueAsync(request.Key, request.Content, eventId, at, System, cancellation))
                ),
                .. plan.Endings.Select(ending => (Func<Task>)(() => ContinueAllAsync(ending, cancellation))),
            ],
            cancellation
        );
    }

    /// <summary>
    /// May be repeated: issues the certificate, finishes one that was only requested, or returns a finished or halted one.
    /// </summary>
    /// <exception cref="NotYetException">The certificate is not issued yet; the caller must retry.</exception>
    public async Task<Loaded<Certificate>> IssueAsync(
        CertificateKey key,
        CertificateContent content,
        string eventId,
        DateTimeOffset at,
        Caller actor,
        CancellationToken cancellation
    )
    {
        var takesAPlace = key.Edition > 1 || key.Reissue > 0;
        if (takesAPlace)
            await statuses.RecordAsync(key, at, cancellation);
        var certificate = await certificates.LoadAsync(key.Id, cancellation);
        var isNew = certificate.State is null or { Status: CertificateStatus.Requested };
        if (!certificate.Exists)
        {
            var requested = await certificates.CommitAsync(
                certificate,
                FinishCertificate.Request(key, content, eventId, at),
                actor,
                command: null,
                cancellation
            );
            // Another delivery of the same message may have requested it first: continue with that certificate. Any other problem leaves
            // none.
            certificate = requested.Problem is null ? requested.Value : await certificates.LoadAsync(key.Id, cancellation);
        }
        if (certificate.State is { Status: CertificateStatus.Requested })
            certificate = await certificates.ContinueAsync(certificate, cancellation);
        if (certificate.State?.Status is null or CertificateStatus.Requested)
            throw new NotYetException($"{certificate.Id} is not issued yet.");
        if (isNew && certificate.State.Status != CertificateStatus.Halted)
            Meters.CertificatesIssued.Add(1, new KeyValuePair<string, object?>("kind", key.Kind));
        if (takesAPlace)
            await ContinueEarlierAsync(key, cancellation);
        return certificate;
    }

    // Includes the last earlier certificate even if it is superseded: editions that arrived out of order may have given it a wrong date.
    private async Task ContinueEarlierAsync(CertificateKey key, CancellationToken cancellation)
    {
        var earlier = (await statuses.CertificatesOfAsync(key.Subject, cancellation))
            .Where(l => l.Key.Thread == key.Thread && l.Key.IsBefore(key))
            .ToList();
        var last = earlier.OrderBy(l => l.Key.Edition).ThenBy(l => l.Key.Reissue).LastOrDefault();
        await Each.DoAsync(earlier.Where(l => l == last || IsOpen(l)), line => ContinueAsync(line.Key, cancellation), cancellation);
    }

    private async Task ContinueAllAsync(Ending ending, CancellationToken cancellation) =>
        await Each.DoAsync(
            (await statuses.CertificatesOfAsync(ending.Subject, cancellation)).Where(IsOpen),
            line => ContinueAsync(line.Key, cancellation),
            cancellation
        );

    private static bool IsOpen(CertificateLine line) => line.Summary.Status is CertificateStatus.Valid or CertificateStatus.Halted;

    private async Task ContinueAsync(CertificateKey key, CancellationToken cancellation) =>
        await certificates.ContinueAsync(await certificates.LoadAsync(key.Id, cancellation), cancellation);
}
