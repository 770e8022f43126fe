using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>Looks up registered contracts in the content of their registration certificates.</summary>
public sealed class RegisteredFacts(AggregateStore<Certificate> certificates, CertificateStatuses statuses)
{
    /// <summary>The contract as registered in an edition; null when that registration has not arrived yet.</summary>
    public async Task<ContractRegistered?> FindAsync(string contract, int edition, CancellationToken cancellation) =>
        (
            (await certificates.LoadAsync(new CertificateKey(RegistrationContent.Kind, contract, edition).Id, cancellation)).State?.Content
            as RegistrationContent
        )?.Contract;

    public Task<Certificate?> NewestAsync(string contract, CancellationToken cancellation) =>
        NewestAsync(RegistrationContent.Kind, contract, cancellation);

    public async Task<Certificate?> NewestAsync(string kind, string contract, CancellationToken cancellation)
    {
        var first = new CertificateKey(kind, contract, 1);
        return (await certificates.LoadAsync(((await statuses.NewestAsync(first, cancellation))?.Key ?? first).Id, cancellation)).State;
    }
}
