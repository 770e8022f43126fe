using System.Text.Json.Nodes;

namespace TechTransfer.RewardCalculation.Claims;

public sealed class ClaimVisibility(Caller caller)
{
    public BankAccount Account(BankAccount account) => caller.Is(Role.Finance) ? account : account.Masked();

    /// <summary>True for finance and auditors. Claimants see officers' names but not their ids, and not who objected.</summary>
    public bool IsInside => ClaimSetup.MaySee(beneficiary: null, caller);

    public ClaimEvent Event(ClaimEvent happened)
    {
        if (IsInside)
            return happened;
        var isObjection = happened.Type == WireName.Of<ObjectionRaised>();
        return happened with
        {
            Actor = null,
            ActorName = isObjection ? null : happened.ActorName,
            Data = Json.Rewrite(happened.Data, fields => Hide(fields, isObjection)),
        };
    }

    // The field "by" is either an id, or an act with id, name and time.
    private static void Hide(JsonObject fields, bool isObjection)
    {
        fields.Remove("subject");
        if (isObjection || fields["by"] is JsonValue)
            fields.Remove("by");
        if (isObjection)
            fields.Remove("organisation");
    }
}
