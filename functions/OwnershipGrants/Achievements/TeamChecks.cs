using System.Globalization;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

internal static class TeamChecks
{
    private const int MaxMembers = 50;

    /// <param name="known">Members of all versions of the team on record; empty for a new achievement.</param>
    public static void Check(
        FindingList findings,
        IReadOnlyList<MemberGiven> members,
        string? agreement,
        IReadOnlyCollection<Member> known,
        string path,
        string agreementPath
    )
    {
        if (members.Count is 0 or > MaxMembers)
        {
            findings.Error(
                FindingCodes.TeamCount,
                path,
                $"团队成员应为1至{MaxMembers}名，请核对。",
                $"A team must have 1 to {MaxMembers} members. Check the list."
            );
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
                        $"该成果的团队中没有编号“{key}”的成员，请核对；新增成员请不填写编号。",
                        $"The team has no member with the number '{key}'. Check it, or leave the number out for a new member."
                    );
                if (members.Take(i).Any(m => m.Person == key))
                    findings.Error(
                        FindingCodes.PersonRepeated,
                        $"{at}.person",
                        $"所列第{i + 1}名成员与前面所列的重复，请删除。",
                        $"Member {i + 1} repeats an earlier one. Remove the entry."
                    );
            }
            findings.Text(member.Name, $"{at}.name", 60, optional: member.Person is not null);
            findings.Text(member.IdNumber, $"{at}.idNumber", 40, optional: true);
            findings.Text(member.Department, $"{at}.department", 100, optional: true);
            if (member.Share.IsZero)
                findings.Error(
                    FindingCodes.ShareZero,
                    $"{at}.share",
                    $"所列第{i + 1}名成员的份额应大于0，请核对；不参与分配的人员不列入。",
                    $"The share of member {i + 1} must be above 0. Leave out persons without a share."
                );
        }
        if (members.Sum(m => m.Share) is var sum && sum != Share.One)
            findings.Error(
                FindingCodes.SharesNotWhole,
                path,
                $"团队成员份额合计为{sum}，应为100%，请核对各成员份额。",
                $"The members' shares add up to {sum}, but must add up to 100%. Check each share.",
                Instruments.Pilot
            );
        if (members.Count(m => m.Representative) != 1)
            findings.Error(
                FindingCodes.RepresentativeCount,
                path,
                "团队代表应为一名，请确定一名团队代表。",
                "The team must have exactly one representative. Choose one.",
                Instruments.Pilot
            );
        findings.Hash(agreement, agreementPath, optional: members.Count == 1);
    }

    /// <summary>
    /// Turns the input into members; a new person gets the next free key, and omitted data of a known person are taken over.
    /// </summary>
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
