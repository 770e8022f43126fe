namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>What lists show of an achievement. Number is that of its first numbered right; Grants is a count.</summary>
public sealed record AchievementSummary(
    string Id,
    AchievementStatus Status,
    string Name,
    string Kind,
    DateOnly CompletedOn,
    string? Number,
    int Grants
);

public static class AchievementLists
{
    public static string OfOrganisation(string uscc) => $"achievements|org|{uscc}";

    public static IEnumerable<ListEntry> Of(Achievement state)
    {
        var summary = new AchievementSummary(
            state.Id,
            state.Status,
            state.Name,
            state.Kind,
            state.CompletedOn,
            state.Rights.FirstOrDefault(r => r.Number is not null)?.Number,
            state.Grants.Count
        );
        yield return new(OfOrganisation(state.Organisation), ListEntry.NewestFirst(state.Recorded.At), summary);
    }
}
