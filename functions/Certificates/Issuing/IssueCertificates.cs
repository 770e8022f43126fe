namespace TechTransfer.Certificates.Issuing;

/// <summary>Carries out a plan: issues every certificate once, however often it is asked for.</summary>
public sealed class IssueCertificates(AggregateStore<Certificate> certificates, CertificateStatuses statuses)
{
    /// <summary>The actor for what events and re-issues ask for.</summary>
    internal static readonly Caller System = Caller.System("certificates", "证书服务");

    /// <summary>Carries a plan out.</summary>
    /// <param name="plan">The same for the same event.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="version">The version of the aggregate that the event is about.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task CarryOutAsync(IssuePlan plan, string eventId, long version, DateTimeOffset at, CancellationToken cancellation)
    {
        // A certificate that fails does not hold up the others.
        await Each.DoAsync(
            [
                .. plan.Endings.Select(ending =>
                    (Func<Task>)(() => statuses.NoteAsync(ending, ending.Version ?? version, at, cancellation))
                ),
                .. plan.Certificates.Select(request =>
                    (Func<Task>)(() => IssueAsync(request.Key, request.Content, eventId, at, System, cancellation))
                ),
                .. plan.Endings.Select(ending => (Func<Task>)(() => SettleAllAsync(ending, cancellation))),
            ],
            cancellation
        );
    }

    /// <summary>Issues a certificate, or finishes it, or finds it finished.</summary>
    /// <exception cref="InvalidOperationException">It is not issued yet: ask again.</exception>
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
            await statuses.NoteAsync(key, at, cancellation);
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
            // Another delivery of the message may have been faster: continue what it began. After a sweeper's fence there is nothing yet.
            certificate = requested.Problem is null ? requested.Value : await certificates.LoadAsync(key.Id, cancellation);
        }
        if (certificate.State is { Status: CertificateStatus.Requested })
            certificate = await certificates.ContinueAsync(certificate, cancellation);
        if (certificate.State?.Status is null or CertificateStatus.Requested)
            throw new Failure($"{certificate.Id} is not issued yet: the message comes again.");
        if (isNew)
            Meters.CertificatesIssued.Add(1, new KeyValuePair<string, object?>("kind", key.Kind));
        if (takesAPlace)
            await SettleEarlierAsync(key, cancellation);
        return certificate;
    }

    // Those in force, and the last one before: a later edition may have superseded it with a wrong date.
    private async Task SettleEarlierAsync(CertificateKey key, CancellationToken cancellation)
    {
        var earlier = (await statuses.CertificatesOfAsync(key.Subject, cancellation))
            .Where(l => l.Key.Thread == key.Thread && l.Key.IsBefore(key))
            .ToList();
        var last = earlier.OrderBy(l => l.Key.Edition).ThenBy(l => l.Key.Reissue).LastOrDefault();
        await Each.DoAsync(
            earlier.Where(l => l == last || l.Summary.Status == CertificateStatus.Valid),
            line => SettleAsync(line.Key, cancellation),
            cancellation
        );
    }

    private async Task SettleAllAsync(Ending ending, CancellationToken cancellation) =>
        await Each.DoAsync(
            (await statuses.CertificatesOfAsync(ending.Subject, cancellation)).Where(line =>
                line.Summary.Status == CertificateStatus.Valid
            ),
            line => SettleAsync(line.Key, cancellation),
            cancellation
        );

    private async Task SettleAsync(CertificateKey key, CancellationToken cancellation) =>
        await certificates.ContinueAsync(await certificates.LoadAsync(key.Id, cancellation), cancellation);
}
