using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Conversions;

/// <summary>The second copy of a contract that earlier releases stored beside the record with its receipts. It is only read.</summary>
public sealed record EarlierContract
{
    public required long Version { get; init; }
    public required ConversionStatus Status { get; init; }
    public ContractRegistered? Contract { get; init; }
    public IReadOnlyList<string> Achievements { get; init; } = [];
    public Text? Reason { get; init; }

    /// <summary>
    /// The record completed with the data of this copy. Its conversions are updated once more, which changes nothing if they are current.
    /// </summary>
    public ContractRecord PutInto(ContractRecord record)
    {
        var isStanding = Status == ConversionStatus.Standing;
        return record with
        {
            Contract = Contract is null
                ? record.Contract
                : KnownContract.Of(isStanding ? Version : Math.Min(Version, record.Contract?.Version ?? 0), Contract),
            Fall = isStanding
                ? record.Fall
                : new(Version, Status == ConversionStatus.Revoked ? IncomeLoss.Revocation : IncomeLoss.Cancellation, Reason),
            Followers = Achievements,
            Followed = 0,
        };
    }
}
