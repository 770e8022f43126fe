using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Certificates.Frame;

namespace TechTransfer.Certificates.Issuing;

public static class CertificateSetup
{
    public static AggregateKind<Certificate> Of(IServiceProvider services)
    {
        var (issue, statuses) = (services.GetRequiredService<FinishCertificate>(), services.GetRequiredService<CertificateStatuses>());
        return new("paper")
        {
            HoldsPersons = true,
            Lists = CertificateLists.Of,
            Messages = HaltedNotice.MessagesOf,
            FollowUp = async (certificate, cancellation) =>
            {
                var state = certificate.State!;
                var isRequested = state.Status == CertificateStatus.Requested;
                if (isRequested && state.Content.Obstacle() is null)
                    return await issue.CompleteAsync(certificate, cancellation);
                // Do not report a certificate as halted when it is already replaced or ended.
                return await statuses.ChangeOfAsync(state, cancellation)
                    ?? (isRequested ? await issue.CompleteAsync(certificate, cancellation) : null);
            },
        };
    }
}

public static class CertificateLists
{
    public static string About(string subject) => $"subject|{subject}";

    /// <summary>
    /// Name of the list of certificates that are about other subjects but depend on <paramref name="subject"/>, and so end with it.
    /// </summary>
    public static string RestingOn(string subject) => $"rests|{subject}";

    internal static IEnumerable<ListEntry> Of(Certificate certificate)
    {
        // Without a number, list only a halted certificate, so that its readers learn why it is missing.
        if (certificate.Number is null && certificate.Status != CertificateStatus.Halted)
            return [];
        var described = certificate.Content.Describe();
        var line = new CertificateLine(
            certificate.Key,
            certificate.IssuedAt,
            described.Access,
            new(
                certificate.Number,
                certificate.Key.Kind,
                described.Title,
                certificate.Key.Edition,
                certificate.Status,
                certificate.Since,
                certificate.IssuedOn,
                certificate.Sha256,
                certificate.Size
            )
            {
                Reason = certificate.Status == CertificateStatus.Halted ? certificate.Reason : null,
            }
        );
        return described
            .RestsOn.Where(other => other != certificate.Key.Subject)
            .Distinct()
            .Select(RestingOn)
            .Prepend(About(certificate.Key.Subject))
            .Select(list => new ListEntry(list, ListEntry.NewestFirst(certificate.IssuedAt), line));
    }
}

/// <summary>List entry of a certificate, with the access rights by which it is filtered.</summary>
public sealed record CertificateLine(CertificateKey Key, DateTimeOffset IssuedAt, Access Access, CertificateSummary Summary);

/// <summary>A certificate in a list, for callers who may see it. A halted one has no number and no file.</summary>
/// <param name="Kind">Kind of the certificate, as in registration or applicationForm.</param>
/// <seealso cref="Certificate"/>
public sealed record CertificateSummary(
    string? Number,
    string Kind,
    Text KindName,
    int Edition,
    CertificateStatus Status,
    DateTimeOffset Since,
    DateOnly IssuedOn,
    string? Sha256,
    long? Size
)
{
    /// <summary>Why a halted certificate cannot be made; null for all others.</summary>
    public Text? Reason { get; init; }
}
