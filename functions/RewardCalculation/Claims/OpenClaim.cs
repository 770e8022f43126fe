namespace TechTransfer.RewardCalculation.Claims;

/// <summary>A claim and what else its life cycle goes by.</summary>
/// <param name="Calendar">Only approval, objection and lists of actions need calendar and day.</param>
/// <param name="Today">Today in China.</param>
public sealed record OpenClaim(Claim State, WorkingCalendar? Calendar = null, DateOnly Today = default)
{
    public PublicNotice? Notice => State.Notice?.Recounted(Calendar!);

    public static implicit operator OpenClaim(Claim state) => new(state);
}
