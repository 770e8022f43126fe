using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>Whether an organisation stands in the high-tech zone.</summary>
/// <param name="From">The first day on which it is so; not in the future.</param>
public sealed record ConfirmPartyZone(bool InZone, DateOnly From, string Reason);

/// <summary>A registrar gave the word on where an organisation stands.</summary>
[WireName("ZoneConfirmed")]
public sealed record ZoneConfirmed(ZoneWord Word);

/// <summary>The registrar's word on the zone, which stands over every filer's from its day on, until the next.</summary>
public static class ConfirmZone
{
    public static Outcome<Change<DirectoryParty>> Decide(DirectoryParty party, ConfirmPartyZone command, Caller caller, DateTimeOffset now)
    {
        var problem =
            Merge.Standing(party)
            ?? Spoken.Day("from", command.From, now.ChinaDate())
            ?? Spoken.Words("reason", command.Reason, Spoken.LongestReason);
        if (problem is not null)
            return problem;
        var word = new ZoneWord(command.InZone, command.From, command.Reason, caller.Subject, now);
        return new Change<DirectoryParty>(party with { Zone = [.. party.Zone, word] }, new ZoneConfirmed(word));
    }
}
