using System.Globalization;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>The checks on a team, and its members with their keys.</summary>
internal static class TeamChecks
{
    private const int MostMembers = 50;

    /// <param name="known">The team's persons so far, by all its versions.</param>
    public static void Check(
        FindingList findings,
        IReadOnlyList<MemberGiven> members,
        string? agreement,
        IReadOnlyCollection<Member> known,
        string path,
        string agreementPath
    )
    {
        if (members.Count is 0 or > MostMembers)
        {
            findings.Error(FindingCodes.TeamCount, path, $"团队应有1至{MostMembers}人。", $"A team has 1 to {MostMembers} persons.");
            return;
        }
        foreach (var (member, i) in members.Select((m, i) => (m, i)))
        {
            var at = $"{path}[{i}]";
            if (member.Person is { } key)
            {
                if (known.All(k => k.Person != key))
                    findings.Error(
                        FindingCodes.PersonUnknown,
                        $"{at}.person",
                        $"成果中没有“{key}”；新成员请将此项留空。",
                        $"The achievement knows no '{key}': leave this out for a new person."
                    );
                if (members.Take(i).Any(m => m.Person == key))
                    findings.Error(FindingCodes.PersonRepeated, $"{at}.person", "同一人只列一次。", "A person stands once.");
            }
            findings.Text(member.Name, $"{at}.name", 60, optional: member.Person is not null);
            findings.Text(member.IdNumber, $"{at}.idNumber", 40, optional: true);
            findings.Text(member.Department, $"{at}.department", 100, optional: true);
            if (member.Share.IsZero)
                findings.Error(
                    FindingCodes.ShareZero,
                    $"{at}.share",
                    "份额应大于0；不参与分配的人不列入。",
                    "A share is above 0: leave out who has none."
                );
        }
        if (members.Sum(m => m.Share) is var sum && sum != Share.One)
            findings.Error(
                FindingCodes.SharesNotWhole,
                path,
                $"团队成员份额合计为{sum}，应为100%。",
                $"The members' shares add up to {sum}, not to 100%.",
                Instruments.Pilot
            );
        if (members.Count(m => m.Representative) != 1)
            findings.Error(
                FindingCodes.RepresentativeCount,
                path,
                "团队应有且只有一名代表。",
                "A team has exactly one representative.",
                Instruments.Pilot
            );
        findings.Hash(agreement, agreementPath, optional: members.Count == 1);
    }

    /// <summary>The members with their keys: a new person gets the next number.</summary>
    public static IReadOnlyList<Member> Members(IReadOnlyList<MemberGiven> given, IReadOnlyCollection<Member> known)
    {
        var next = known.Select(k => int.Parse(k.Person.AsSpan(1), CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
        return
        [
            .. given.Select(m =>
            {
                var before = known.LastOrDefault(k => k.Person == m.Person);
                return new Member
                {
                    Person = m.Person ?? string.Create(CultureInfo.InvariantCulture, $"p{++next}"),
                    Name = m.Name ?? before?.Name,
                    Identity = new(m.IdNumber ?? before?.Identity.Number),
                    Standing = m.Standing,
                    Department = m.Department ?? before?.Department,
                    Share = m.Share,
                    Representative = m.Representative,
                };
            }),
        ];
    }
}
