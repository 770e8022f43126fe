using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>A new name of an organisation.</summary>
/// <param name="From">The first day of the new name; not in the future.</param>
/// <param name="Reason">What shows it: a notice of the market regulator, as a rule.</param>
public sealed record RenameParty(string Name, DateOnly From, string Reason);

/// <summary>A registrar noted a new name.</summary>
[WireName("PartyRenamed")]
public sealed record PartyRenamed(Renaming Renaming);

/// <summary>更名: from then on the directory shows this name, whatever filings say.</summary>
public static class Rename
{
    public static Outcome<Change<DirectoryParty>> Decide(DirectoryParty party, RenameParty command, Caller caller, DateTimeOffset now)
    {
        var problem =
            Merge.Standing(party)
            ?? Spoken.Words("name", command.Name, Spoken.LongestName)
            ?? Spoken.Day("from", command.From, now.ChinaDate())
            ?? Spoken.Words("reason", command.Reason, Spoken.LongestReason)
            ?? (
                NameIndex.Plain(command.Name).Length == 0
                    ? Spoken.Wrong("name", new("名称中没有文字。", "The name holds no letter."))
                    : null
            )
            ?? (command.Name == party.Name() ? Spoken.Wrong("name", new("与现用名称相同。", "It is the present name.")) : null);
        if (problem is not null)
            return problem;
        var renaming = new Renaming(command.Name, command.From, command.Reason, caller.Subject, now);
        return new Change<DirectoryParty>(party with { Renamings = [.. party.Renamings, renaming] }, new PartyRenamed(renaming));
    }
}
