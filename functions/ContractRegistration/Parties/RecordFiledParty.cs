using System.Text.Json;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Parties;

[WireName("FilingSeen")]
public sealed record FiledPartyRecorded(string CaseId, DateTimeOffset FiledAt, JsonElement Details);

/// <summary>
/// Records what a contract states about an organisation. The result does not depend on the order or repetition of messages: every value
/// keeps its dates, and the one filed last is the current one.
/// </summary>
public static class RecordFiledParty
{
    /// <summary>When a field has this many values, a new value replaces the oldest.</summary>
    private const int MaxValues = 12;

    /// <summary>Returns <c>known</c> itself if nothing changed.</summary>
    public static DirectoryParty Apply(
        DirectoryParty known,
        string contractId,
        DateTimeOffset filedAt,
        JsonElement details,
        FiledContacts? contacts
    )
    {
        var filed = new Dictionary<string, IReadOnlyList<FiledValue>>(known.Filed);
        var isNews = false;
        foreach (var field in details.EnumerateObject())
        {
            var values = filed.GetValueOrDefault(field.Name, []);
            var before = values.FirstOrDefault(v => JsonElement.DeepEquals(v.Value, field.Value));
            var now =
                before is null ? new FiledValue(field.Value, filedAt, filedAt, contractId)
                : IsLater(filedAt, contractId, before.LastAt, before.CaseId) ? before with { LastAt = filedAt, CaseId = contractId }
                : filedAt < before.FirstAt ? before with { FirstAt = filedAt }
                : before;
            if (now == before)
                continue;
            var kept = values
                .Where(v => v != before)
                .Append(now)
                .OrderByDescending(v => v.LastAt)
                .ThenByDescending(v => v.CaseId, StringComparer.Ordinal)
                .ThenByDescending(v => v.Value.GetRawText(), StringComparer.Ordinal)
                .Take(MaxValues)
                .ToArray();
            if (!kept.Contains(now))
                continue;
            filed[field.Name] = kept;
            isNews = true;
        }
        var latest = known.Contacts;
        if (contacts is not null && (latest is null || IsLater(contacts.FiledAt, contacts.CaseId, latest.FiledAt, latest.CaseId)))
        {
            latest = contacts;
            isNews = true;
        }
        return isNews ? known with { Filed = filed, Contacts = latest } : known;
    }

    /// <summary>
    /// The contacts that a contract states for an organisation; null if there are none, or if the contract was edited after this
    /// submission.
    /// </summary>
    public static FiledContacts? ContactsOf(string uscc, Contract state, DateTimeOffset filedAt)
    {
        if (state.SubmittedAt != filedAt || state.Status is ContractStatus.Draft or ContractStatus.Returned)
            return null;
        var party = state
            .Content.AllParties()
            .Select(p => p.Party)
            .LastOrDefault(p => p.Uscc == uscc && (p.Representative ?? p.Contact ?? p.Phone) is not null);
        return party is null ? null : new(party.Representative, party.Contact, party.Phone, filedAt, state.Id);
    }

    private static bool IsLater(DateTimeOffset at, string contractId, DateTimeOffset than, string thanCase) =>
        at > than || (at == than && string.CompareOrdinal(contractId, thanCase) > 0);
}
