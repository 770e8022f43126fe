using System.Text.Json;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>What the directory hears of a contract that was handed in.</summary>
public static class FiledParties
{
    // What identifies the party, and what is true of one contract only.
    private static readonly string[] NotOfTheOrganisation = ["uscc", "foreignId", "personId", "signer", "signerAuthority"];

    /// <summary>The message, when the event hands in a contract or a change of one.</summary>
    public static IEnumerable<object> MessagesOf(Contract state, object happened) =>
        happened is ContractSubmitted or ChangeFiled && Of(OpenVersion.Of(state)) is { } parties ? [parties] : [];

    /// <summary>The message; null when no party has a credit code.</summary>
    public static CasePartiesSeen? Of(Contract state)
    {
        var parties = state
            .Content.AllParties()
            .Select(p => p.Party)
            .Where(p => CreditCode.IsValid(p.Uscc))
            .Select(p => new FiledParty(p.Uscc!, Details(p)))
            .ToArray();
        return parties.Length == 0 ? null : new(state.Id, state.SubmittedAt!.Value, parties);
    }

    private static JsonElement Details(Party party)
    {
        var fields = JsonSerializer.SerializeToNode(party.WithoutPersons(), Json.Options)!.AsObject();
        foreach (var name in NotOfTheOrganisation)
            fields.Remove(name);
        return JsonSerializer.SerializeToElement(fields, Json.Options);
    }
}
