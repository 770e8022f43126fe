using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>What is known of registered contracts: their certificates hold it.</summary>
public sealed class RegisteredFacts(AggregateStore<Certificate> certificates, CertificateStatuses statuses)
{
    /// <summary>The contract as an edition registered it; null when that is not known yet.</summary>
    public async Task<ContractRegistered?> FindAsync(string contract, int edition, CancellationToken cancellation) =>
        (
            (await certificates.LoadAsync(new CertificateKey(RegistrationContent.Kind, contract, edition).Id, cancellation)).State?.Content
            as RegistrationContent
        )?.Contract;

    /// <summary>The newest certificate of a contract; null when it has none yet.</summary>
    public async Task<Certificate?> NewestAsync(string contract, CancellationToken cancellation)
    {
        var first = new CertificateKey(RegistrationContent.Kind, contract, 1);
        return (await certificates.LoadAsync(((await statuses.NewestAsync(first, cancellation))?.Key ?? first).Id, cancellation)).State;
    }
}
