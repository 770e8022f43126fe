using TechTransfer.Certificates.Frame;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Requests;

/// <summary>Claims, grants and distributions that were filed, with those who may see their certificates once there are any.</summary>
public sealed class ExpectedSubjects(Copies copies)
{
    private const string Kind = "expected";

    public Task NoteAsync(CertificatesExpected expected, long version, CancellationToken cancellation)
    {
        Role[] officials = expected.Of == CertificatesExpected.Claim ? [Role.Finance, Role.Policy, Role.Auditor] : [Role.Auditor];
        return copies.PutAsync(Kind, expected.Subject, version, new Access(officials, [expected.Organisation]), cancellation);
    }

    public async Task<bool> MaySeeAsync(string subject, Caller caller, CancellationToken cancellation) =>
        (await copies.FindAsync<Access>(Kind, subject, cancellation))?.Permits(caller) == true;
}
