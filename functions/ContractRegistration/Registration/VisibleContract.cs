using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Shared by views, history and exports, so that all of them hide the same data.</summary>
public sealed class VisibleContract
{
    private static readonly string[] Internal =
    [
        WireName.Of<ContractReassigned>(),
        WireName.Of<OfficialRecused>(),
        WireName.Of<RevocationProposed>(),
        WireName.Of<RevocationRejected>(),
    ];

    private readonly Contract state;
    private readonly Caller caller;

    public VisibleContract(Contract state, Caller caller)
        : this(state, caller, Visibility.Of(state, caller)) { }

    private VisibleContract(Contract state, Caller caller, Sight sight) => (this.state, this.caller, Sight) = (state, caller, sight);

    public Sight Sight { get; }

    public bool IsFull => Sight == Sight.Full;

    /// <summary>
    /// True for registrars, approvers and auditors: they also see who works on the contract and hints about other contracts.
    /// </summary>
    public bool IsInside => IsFull && (caller.Is(Role.Registrar) || caller.Is(Role.Approver) || caller.Is(Role.Auditor));

    public VisibleContract OfChange(Contract version) => new(version, caller, Sight);

    /// <summary>Contacts are visible to the party itself, the filer, registrars and auditors.</summary>
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

    /// <summary><c>InZone</c> is the registrar's confirmation if there is one, else the filer's statement.</summary>
    public Party CurrentParty(Party party) => Party(party) with { InZone = state.IsInZone(party) };

    public bool ShowsEvent(string type) => Sight != Sight.None && (IsInside || !Internal.Contains(type));

    /// <summary>Null for callers who see amounts only.</summary>
    public JsonElement? ShownData(JsonElement data) => IsFull ? Json.Rewrite(data, Hide) : null;

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
