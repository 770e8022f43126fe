using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Conversions;

/// <summary>Keeps what was told of contracts, and lets the achievements follow.</summary>
public sealed class Contracts(AggregateStore<SeenContract> seen, AggregateStore<Achievement> achievements, TimeProvider time)
{
    private const int Attempts = 8;
    private static readonly Caller Registration = new("contract-registration", "技术合同登记", new HashSet<Role>(), null);

    /// <summary>The contract as it was told last; null when nothing was told.</summary>
    public async Task<SeenContract?> FindAsync(string contractId, CancellationToken cancellation) => (await seen.LoadAsync(contractId, cancellation)).State;

    /// <summary>Takes a message in. It may run again after a crash, and beside others on the same contract, and comes to the same end.</summary>
    public async Task HearAsync(string contractId, long version, ConversionStatus status, ContractRegistered? contract, Text? reason, CancellationToken cancellation)
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
        await Each.DoAsync(contract.Achievements, async id =>
        {
            for (var attempt = 1; ; attempt++)
            {
                var loaded = await achievements.LoadAsync(id, cancellation);
                if (!loaded.Exists || FollowContract.Decide(loaded.State!, contract, time.GetUtcNow()) is not { } change) break;
                var outcome = await achievements.CommitAsync(loaded, change, Registration, command: null, cancellation);
                if (outcome.Problem is null) break;
                if (outcome.Problem.Kind != Catalogue.VersionConflict || attempt == Attempts) throw new Failure($"Achievement {id} does not follow contract {contractId}: {outcome.Problem.Kind.Code}");
            }
        }, cancellation);
    }

    private async Task<SeenContract?> ChangeAsync(string contractId, Func<SeenContract?, Change<SeenContract>?> decide, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var loaded = await seen.LoadAsync(contractId, cancellation);
            if (decide(loaded.State) is not { } change) return loaded.State;
            var outcome = await seen.CommitAsync(loaded, change, Registration, command: null, cancellation);
            if (outcome.Problem is null) return outcome.Value.State;
            if (outcome.Problem.Kind != Catalogue.VersionConflict || attempt == Attempts) throw new Failure($"Contract {contractId} could not be kept: {outcome.Problem.Kind.Code}");
        }
    }
}
