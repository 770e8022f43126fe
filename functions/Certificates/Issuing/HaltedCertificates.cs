namespace TechTransfer.Certificates.Issuing;

/// <summary>
/// Retries halted certificates, which are set aside where the operator sees them: newer fonts may have the missing characters, or a newer
/// edition may have replaced the certificate.
/// </summary>
public sealed class HaltedCertificates(AggregateStore<Certificate> certificates) : IRetried
{
    private const string OfCertificates = "certificate";

    /// <inheritdoc/>
    public string Work => OfCertificates;

    /// <inheritdoc/>
    public async Task RetryAsync(string item, CancellationToken cancellation)
    {
        var halted = await certificates.ContinueAsync(await certificates.LoadAsync(item, cancellation), cancellation);
        if (halted.State is not { Status: CertificateStatus.Halted } certificate)
            return;
        if (certificate.Content.Obstacle() is not null)
            throw FailureOf(certificate.Content);
        await certificates.UpdateAsync(
            halted,
            now =>
                now.State is { Status: CertificateStatus.Halted } state
                    ? new(
                        state with
                        {
                            Status = CertificateStatus.Requested,
                            Since = state.IssuedAt,
                            Reason = null,
                        },
                        new CertificateRequested(state.EventId, state.Content)
                    )
                    : null,
            IssueCertificates.System,
            cancellation
        );
    }

    internal static async Task SetAsideAsync(SetAsides asides, string id, CertificateContent content, CancellationToken cancellation) =>
        await (await asides.BeginAsync(OfCertificates, cancellation)).DoAsync(id, () => throw FailureOf(content), cancellation);

    internal static async Task ForgetAsync(SetAsides asides, string id, CancellationToken cancellation) =>
        await (await asides.BeginAsync(OfCertificates, cancellation)).DoAsync(id, () => Task.CompletedTask, cancellation);

    // Report only the characters, which reveal nothing of the text.
    private static Failure FailureOf(CertificateContent content) =>
        new($"No font has {string.Join(", ", content.MissingCharacters().Select(EnteredText.NameOf))}");
}
