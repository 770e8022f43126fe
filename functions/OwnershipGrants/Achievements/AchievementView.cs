namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>An achievement as the API returns it to its organisation and to auditors; it never contains identity numbers.</summary>
/// <seealso cref="Achievement"/>
public sealed record AchievementView
{
    public required string Id { get; init; }
    public required AchievementStatus Status { get; init; }
    public required string Organisation { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }
    public required DateOnly CompletedOn { get; init; }
    public required IReadOnlyList<Right> Rights { get; init; }
    public required string FundOrigin { get; init; }
    public required Secrecy Secrecy { get; init; }
    public string? PlanNumber { get; init; }
    public required IReadOnlyList<Owner> Owners { get; init; }

    public required TeamView Team { get; init; }

    /// <summary>Earlier versions of the team, oldest first.</summary>
    public required IReadOnlyList<TeamView> EarlierTeams { get; init; }
    public SeparateLedger? SeparateLedger { get; init; }
    public required IReadOnlyList<Document> Documents { get; init; }
    public required IReadOnlyList<ConversionView> Conversions { get; init; }

    /// <summary>Ids of the grants, oldest first.</summary>
    public required IReadOnlyList<string> Grants { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required long Version { get; init; }

    /// <param name="From">First day of this version of the team.</param>
    /// <param name="Members">The members; their shares add up to 1.</param>
    /// <param name="InnerAgreementSha256">SHA-256 of the team's agreement on the shares; absent for a team of one.</param>
    /// <seealso cref="Team"/>
    public sealed record TeamView(DateOnly From, IReadOnlyList<MemberView> Members, string? InnerAgreementSha256, string? Reason)
    {
        public static TeamView Of(Team team) => new(team.From, [.. team.Members.Select(MemberView.Of)], team.AgreementSha256, team.Reason);
    }

    /// <param name="Name">Null after the person's data were erased.</param>
    /// <seealso cref="Member"/>
    public sealed record MemberView(
        string Person,
        string? Name,
        MemberRelation Standing,
        string? Department,
        Share Share,
        bool Representative
    )
    {
        public static MemberView Of(Member member) =>
            new(member.Person, member.Name, member.Standing, member.Department, member.Share, member.Representative);
    }

    public static AchievementView Of(Achievement state, long version) =>
        new()
        {
            Id = state.Id,
            Status = state.Status,
            Organisation = state.Organisation,
            Name = state.Name,
            Kind = state.Kind,
            CompletedOn = state.CompletedOn,
            Rights = state.Rights,
            FundOrigin = state.FundOrigin,
            Secrecy = state.Secrecy,
            PlanNumber = state.PlanNumber,
            Owners = state.Owners,
            Team = TeamView.Of(state.Team()),
            EarlierTeams = [.. state.Teams.SkipLast(1).Select(TeamView.Of)],
            SeparateLedger = state.SeparateLedger,
            Documents = state.Documents,
            Conversions = [.. state.Conversions.Select(ConversionView.Of)],
            Grants = [.. state.Grants.Select(g => g.Id)],
            RecordedAt = state.Recorded.At,
            Version = version,
        };
}
