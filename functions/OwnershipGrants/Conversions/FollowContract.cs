using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Conversions;

/// <param name="First">True if this event linked the conversion.</param>
[WireName("ConversionFollowed")]
public sealed record ConversionFollowed(Conversion Conversion, bool First) : AchievementEvent;

/// <summary>Updates the conversions of achievements after a contract was registered, changed, cancelled or revoked. Idempotent.</summary>
public sealed class FollowContract(AggregateStore<Achievement> achievements, TimeProvider time)
{
    /// <summary>Limit of conversions per achievement.</summary>
    public const int Most = 1_000;

    private static readonly Caller Registration = Caller.System("contract-registration", "技术合同登记");

    /// <summary>Updates the conversions of all followers; returns the contract's record with <c>Followed</c> set to its version, and with
    /// the achievement that it names if no seller has it.</summary>
    public async Task<ContractRecord> FollowAsync(ContractRecord contract, CancellationToken cancellation)
    {
        var version = contract.Version();
        if (contract.Followed is not { } followed || followed >= version)
            return contract;
        var named = contract.IsRegistered() ? contract.Contract!.AchievementId : null;
        var isUnknown = false;
        await Each.DoAsync(
            contract.Followers,
            async id =>
            {
                var found = await achievements.UpdateAsync(
                    id,
                    loaded => loaded.Exists ? Decide(loaded.State!, contract, time.GetUtcNow()) : null,
                    Registration,
                    cancellation
                );
                if (id == named)
                    isUnknown = !found.Exists || !IsEntitled(found.State!, contract);
            },
            cancellation
        );
        return contract with { Followed = version, UnknownAchievement = isUnknown ? named : null };
    }

    public static Change<Achievement>? Decide(Achievement state, ContractRecord contract, DateTimeOffset now)
    {
        var known = state.Conversions.FirstOrDefault(c => c.ContractId == contract.Id);
        if (known?.ContractVersion >= contract.Version())
            return null;
        var names = contract.Contract?.AchievementId == state.Id;
        if (known is null)
        {
            // Naming the achievement is not enough: a seller must be its owner or the taker of a grant (承接方).
            if (contract.Contract?.Converted is null || !IsEntitled(state, contract))
                return null;
            if (!names && contract.IsRegistered())
                return null;
            if (state.Status == AchievementStatus.Closed || state.Conversions.Count >= Most)
                return null;
        }
        var status =
            contract.Status() == ConversionStatus.Standing && !names && known is not { ByHand: true }
                ? ConversionStatus.Unlinked
                : contract.Status();
        var conversion = (known ?? New(state, contract, GrantOf(state, now.ChinaDate()), byHand: false, now)) with
        {
            Status = status,
            Contract = contract.Contract?.Converted ?? known?.Contract,
            ContractVersion = contract.Version(),
            RightsDiffer = RightsDiffer(state, contract),
            Reason =
                status == ConversionStatus.Unlinked
                    ? new("合同变更后不再涉及本成果。", "After its change the contract no longer concerns this achievement.")
                    : contract.Fall?.Reason,
        };
        return Put(state, conversion, first: known is null);
    }

    internal static Change<Achievement> Put(Achievement state, Conversion conversion, bool first)
    {
        Conversion[] all = [.. state.Conversions.Where(c => c.Id != conversion.Id), conversion];
        var number = conversion.Contract?.Number ?? conversion.ContractId;
        var line = conversion.Status switch
        {
            ConversionStatus.Standing => first
                ? new Text($"转化合同{number}已关联。", $"Contract {number} was linked as a conversion.")
                : new Text($"转化合同{number}已变更。", $"Contract {number} was changed."),
            ConversionStatus.Cancelled => new($"转化合同{number}已注销登记。", $"The registration of the contract {number} was cancelled."),
            ConversionStatus.Revoked => new($"转化合同{number}的登记已撤销。", $"The registration of the contract {number} was revoked."),
            ConversionStatus.Unlinked => new(
                $"转化合同{number}不再涉及本成果。",
                $"Contract {number} no longer concerns this achievement."
            ),
        };
        return new(
            state with
            {
                Conversions = all,
            },
            new ConversionFollowed(conversion, first)
            {
                Ledger = [new("conversion", line, conversion.GrantId, conversion.Contract?.ContractValue)],
            }
        );
    }

    internal static Conversion New(Achievement state, ContractRecord contract, string? grantId, bool byHand, DateTimeOffset now) =>
        new()
        {
            Id = PartIds.Of(state.Id, PartIds.Conversion, state.Conversions.Count + 1),
            ContractId = contract.Id,
            GrantId = grantId,
            Status = ConversionStatus.Standing,
            Contract = contract.Contract?.Converted,
            ContractVersion = contract.Version(),
            ByHand = byHand,
            LinkedAt = now,
        };

    internal static bool? RightsDiffer(Achievement state, ContractRecord contract) =>
        RightKey.Differ(state.Rights, contract.Contract?.RightNumbers ?? []) ? true : null;

    internal static bool IsEntitled(Achievement state, ContractRecord contract)
    {
        var sellers = contract.Contract?.Sellers ?? [];
        return state.Owners.Any(o => sellers.Contains(o.Uscc))
            || state
                .Grants.Where(g => g.IsCommitted())
                .SelectMany(g => g.Terms.Takers)
                .Any(t => t.Uscc is { } uscc && sellers.Contains(uscc));
    }

    // The only grant in force; null if there is none or more than one, so that the conversion counts for the whole achievement.
    private static string? GrantOf(Achievement state, DateOnly today)
    {
        var inForce = state.Grants.Select(g => GrantClock.At(g, today)).Where(g => g.IsInForce()).ToArray();
        return inForce.Length == 1 ? inForce[0].Id : null;
    }
}
