using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

internal static class LedgerLines
{
    public static LedgerLine OfRight(Right right)
    {
        var kind = CodeTables.RightKind.Find(right.Kind)!.Name;
        return new(
            "right",
            new($"权利：{kind.Zh}{right.Number ?? "（无编号）"}。", $"Right: {kind.En} {right.Number ?? "(without a number)"}.")
        );
    }

    public static LedgerLine OfTeam(Team team)
    {
        var zh = string.Join('、', team.Members.Select(m => $"编号{m.Person}为{m.Share}"));
        var en = string.Join(", ", team.Members.Select(m => $"{m.Person} {m.Share}"));
        return new(
            "team",
            new($"自{team.From:yyyy年M月d日}起，团队成员份额：{zh}。", $"Team from {team.From:yyyy-MM-dd}: {en}."),
            Documents: Documents(team.AgreementSha256)
        );
    }

    public static IReadOnlyList<string>? Documents(params ReadOnlySpan<string?> hashes)
    {
        var given = new List<string>();
        foreach (var hash in hashes)
        {
            if (hash is not null)
                given.Add(hash);
        }
        return given.Count == 0 ? null : given;
    }
}
