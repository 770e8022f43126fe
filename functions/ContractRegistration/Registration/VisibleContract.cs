using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>What a caller may see of a contract; shared by views, history and exports.</summary>
public sealed class VisibleContract
{
    // Types of events about the distribution of work among officials.
    private static readonly string[] Internal = [WireName.Of<ContractReassigned>(), WireName.Of<OfficialRecused>()];

    private readonly Contract state;
    private readonly Caller caller;

    public VisibleContract(Contract state, Caller caller)
        : this(state, caller, Visibility.Of(state, caller)) { }

    private VisibleContract(Contract state, Caller caller, Sight sight) => (this.state, this.caller, Sight) = (state, caller, sight);

    public Sight Sight { get; }

    /// <summary>False for callers who see only parties, dates and amounts.</summary>
    public bool IsFull => Sight == Sight.Full;

    /// <summary>
    /// True for registrars, approvers and auditors: they also see who works on the contract and hints about other contracts.
    /// </summary>
    public bool IsInside => IsFull && (caller.Is(Role.Registrar) || caller.Is(Role.Approver) || caller.Is(Role.Auditor));

    /// <summary>The pending change, with the same sight as the contract.</summary>
    public VisibleContract OfChange(Contract version) => new(version, caller, Sight);

    /// <summary>
    /// The party without data that the caller may not see. Contacts are visible to the party itself, the filer, registrars and auditors.
    /// </summary>
    public Party Party(Party party) =>
        caller.ActsFor(party.Uscc)
        || caller.ActsFor(state.Filer.Organisation)
        || (IsFull && (caller.Is(Role.Registrar) || caller.Is(Role.Auditor)))
            ? party with
            {
                PersonId = null,
            }
            : party with
            {
                PersonId = null,
                Contact = null,
                Phone = null,
                Address = null,
                Postcode = null,
                Signer = null,
            };

    /// <summary>The party as the caller may see it, with the zone that counts for this contract.</summary>
    public Party CurrentParty(Party party) => Party(party) with { InZone = state.IsInZone(party) };

    /// <summary>True if the caller may see events of this type in the history.</summary>
    public bool ShowsEvent(string type) => Sight != Sight.None && (IsInside || !Internal.Contains(type));

    /// <summary>An event's data as the caller may see them; null for callers who see amounts only.</summary>
    public JsonElement? ShownData(JsonElement data) => IsFull ? Json.Rewrite(data, Hide) : null;

    // Removes hints and contacts that the caller may not see.
    private void Hide(JsonObject content)
    {
        if (!IsInside)
            content.Remove("hints");
        foreach (var side in (string[])["sellers", "buyers"])
        {
            if (content[side] is not JsonArray parties)
                continue;
            for (var i = 0; i < parties.Count; i++)
                parties[i] = Hidden(parties[i]!);
        }
        if (content["intermediary"] is JsonObject intermediary)
            content["intermediary"] = Hidden(intermediary);
    }

    private JsonNode Hidden(JsonNode party) =>
        JsonSerializer.SerializeToNode(Party(party.Deserialize<Party>(Json.Options)!), Json.Options)!;
}
