namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary><c>Number</c> is the number of the first right that has one; <c>Grants</c> is the number of grants.</summary>
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
