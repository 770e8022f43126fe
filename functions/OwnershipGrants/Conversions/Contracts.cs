using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Conversions;

/// <summary>Keeps what was told of contracts, and lets the achievements follow.</summary>
public sealed class Contracts(AggregateStore<SeenContract> seen, AggregateStore<Achievement> achievements, TimeProvider time)
{
    private static readonly Caller Registration = Caller.System("contract-registration", "技术合同登记");

    /// <summary>The contract as it was told last; null when nothing was told.</summary>
    public async Task<SeenContract?> FindAsync(string contractId, CancellationToken cancellation) =>
        (await seen.LoadAsync(contractId, cancellation)).State;

    /// <summary>Takes a message in. It may run again after a crash, and beside others on the same contract, and comes to the same
    /// end.</summary>
    public async Task HearAsync(
        string contractId,
        long version,
        ConversionStatus status,
        ContractRegistered? contract,
        Text? reason,
        CancellationToken cancellation
    )
    {
        await ChangeAsync(contractId, known => SeenContract.Hear(known, contractId, version, status, contract, reason), cancellation);
        await LetFollowAsync(contractId, cancellation);
    }

    /// <summary>Remembers, before an office links it, whom to tell what becomes of the contract; the contract as it then stands.</summary>
    public Task<SeenContract?> RememberAsync(string contractId, string achievementId, CancellationToken cancellation) =>
        ChangeAsync(contractId, known => known is null ? null : SeenContract.Remember(known, achievementId), cancellation);

    private async Task LetFollowAsync(string contractId, CancellationToken cancellation)
    {
        var contract = (await seen.LoadAsync(contractId, cancellation)).State!;
        await Each.DoAsync(
            contract.Achievements,
            id =>
                achievements.UpdateAsync(
                    id,
                    loaded => loaded.Exists ? FollowContract.Decide(loaded.State!, contract, time.GetUtcNow()) : null,
                    Registration,
                    cancellation
                ),
            cancellation
        );
    }

    private async Task<SeenContract?> ChangeAsync(
        string contractId,
        Func<SeenContract?, Change<SeenContract>?> decide,
        CancellationToken cancellation
    ) => (await seen.UpdateAsync(contractId, loaded => decide(loaded.State), Registration, cancellation)).State;
}
