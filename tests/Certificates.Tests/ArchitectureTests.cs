using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Requests;
using TechTransfer.Certificates.Verification;
using TechTransfer.Testing.Structure;

namespace TechTransfer.Certificates.Tests;

public sealed class ArchitectureTests
{
    private static readonly Architecture App = new(typeof(Certificate).Assembly)
    {
        Edge =
        [
            // Services that read registrations and existing certificates.
            typeof(CertificatesByNumber),
            typeof(RegisteredFacts),
            typeof(CertificateStatuses),
            typeof(ExpectedSubjects),
            typeof(FileVerification),
            // Services that issue certificates, from the message or request to the stored file.
            typeof(MessageHandler),
            typeof(MessageHandler<>),
            typeof(IssuePlans),
            typeof(CertificateRequests),
            typeof(CertificateOrders),
            typeof(IssueCertificates),
            typeof(FinishCertificate),
            typeof(HaltedCertificates),
            // A counter of failed verifications by client address.
            typeof(FailedAttempts),
        ],
    };

    [Fact]
    public void The_app_uses_no_other_app() => None(App.OtherAppsUsed());

    [Fact]
    public void Storage_and_HTTP_stay_at_the_edge() => None(App.StorageAndHttpInside());

    [Fact]
    public void Decisions_use_types_of_the_domain_only() => None(App.OutsideOfDecisions());

    private static void None(IReadOnlyList<string> found) => Assert.True(found.Count == 0, string.Join('\n', found));
}
