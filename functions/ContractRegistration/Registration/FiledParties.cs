using System.Text.Json;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Builds the message that adds the parties of a contract to the directory of organisations.</summary>
public static class FiledParties
{
    // Fields that identify the party or concern this contract only; the directory does not store them.
    private static readonly string[] NotOfTheOrganisation = ["uscc", "foreignId", "personId", "signer", "signerAuthority"];

    public static IEnumerable<object> MessagesOf(Contract state, object happened) =>
        happened is ContractSubmitted or ChangeFiled && Of(OpenVersion.Of(state)) is { } parties ? [parties] : [];

    /// <summary>Null if no party has a valid credit code.</summary>
    public static ContractPartiesFiled? Of(Contract state)
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
