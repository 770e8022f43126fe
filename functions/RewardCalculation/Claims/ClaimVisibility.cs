using System.Text.Json.Nodes;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>What one caller sees of claims, in answers, histories and payment files.</summary>
public sealed class ClaimVisibility(Caller caller)
{
    /// <summary>The account: finance pays, all others see the number's end.</summary>
    public BankAccount Account(BankAccount account) => caller.Is(Role.Finance) ? account : account.Masked();

    /// <summary>True for finance and auditors. The claimant reads officers' names, which stand on the papers too, not their ids; and not
    /// who objected.</summary>
    public bool IsInside => ClaimSetup.MaySee(beneficiary: null, caller);

    /// <summary>An event of the history.</summary>
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

    // "by" is an id, or an act with id, name and time.
    private static void Hide(JsonObject fields, bool isObjection)
    {
        fields.Remove("subject");
        if (isObjection || fields["by"] is JsonValue)
            fields.Remove("by");
        if (isObjection)
            fields.Remove("organisation");
    }
}
