namespace TechTransfer.RewardCalculation.Claims;

/// <param name="Subject">Stable id of the person (the token's <c>sub</c>).</param>
public sealed record Act(string Subject, string Name, DateTimeOffset At)
{
    public static Act Of(Caller caller, DateTimeOffset now) => new(caller.Subject, caller.Name, now);

    /// <summary>Lets the background steps of a settlement run act in the name of the person who closed or published it.</summary>
    public Caller ToFinance() => new(Subject, Name, new HashSet<Role> { Role.Finance }, null);
}
