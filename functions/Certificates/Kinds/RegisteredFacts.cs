using TechTransfer.Certificates.Papers;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Kinds;

/// <summary>What is known of registered contracts: their certificates hold it.</summary>
public sealed class RegisteredFacts(AggregateStore<Paper> papers, Standings standings)
{
    /// <summary>The contract as an edition registered it; null when that is not known yet.</summary>
    public async Task<ContractRegistered?> FindAsync(string contract, int edition, CancellationToken cancellation) =>
        (
            (await papers.LoadAsync(new PaperKey(RegistrationContent.Kind, contract, edition).Id, cancellation)).State?.Content
            as RegistrationContent
        )?.Contract;

    /// <summary>The newest certificate of a contract; null when it has none yet.</summary>
    public async Task<Paper?> NewestAsync(string contract, CancellationToken cancellation)
    {
        var first = new PaperKey(RegistrationContent.Kind, contract, 1);
        return (await papers.LoadAsync(((await standings.NewestAsync(first, cancellation))?.Key ?? first).Id, cancellation)).State;
    }
}
