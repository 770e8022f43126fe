using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>Messages about grants to the other apps. Each contains the complete current state of the grant, not only the change.</summary>
public static class GrantMessages
{
    public static IEnumerable<object> Of(Achievement state, object happened)
    {
        if (happened is not GrantEvent { GrantId: { } id })
            yield break;
        var grant = state.Grants.First(g => g.Id == id);
        switch (happened)
        {
            case GrantApplied:
                yield return new CertificatesExpected(grant.Id, CertificatesExpected.Grant, state.Organisation);
                break;
            case NoticeOpened { Notice: var notice }:
                yield return Notice(state, grant, notice);
                break;
            case ObjectionResolved { Notice: { } resumed }:
                yield return Notice(state, grant, resumed);
                break;
            case GrantSigned { Agreement: var agreement }:
                yield return new GrantAgreementSigned
                {
                    Grant = Agreed(state, grant, edition: 1, agreement.SignedOn),
                    SignedOn = agreement.SignedOn,
                    AgreementSha256 = agreement.Sha256,
                    IncomeShares = Parts(grant.Terms.IncomeShares),
                    CostShares = Parts(grant.Terms.CostShares),
                };
                break;
            case GrantInForce { On: var on }:
                yield return InForce(state, grant, on);
                break;
            case GrantExtended { Extension: var extension }:
                yield return InForce(state, grant, extension.By.At.ChinaDate());
                break;
            case TermEnded { Ending: var ending }:
                yield return Ended(state, grant, "ended", ending);
                break;
            case GrantTakenBack { Ending: var ending }:
                yield return Ended(state, grant, "takenBack", ending);
                break;
            case GrantTerminated { Ending: var ending }:
                yield return Ended(state, grant, "terminated", ending);
                break;
        }
    }

    /// <summary>The team of that day; certificates print these names and shares.</summary>
    public static IReadOnlyList<GrantedPerson> Team(Achievement state, DateOnly day) =>
        [.. state.TeamOn(day).Members.Select(m => new GrantedPerson(m.Name, m.Share.ToString()))];

    private static GrantNoticeOpened Notice(Achievement state, Grant grant, Notice notice) =>
        new()
        {
            Grant = Agreed(state, grant, notice.Edition, notice.From),
            Decision = grant.Decision!.Minutes,
            From = notice.From,
            Until = notice.Until,
        };

    private static GrantEnteredIntoForce InForce(Achievement state, Grant grant, DateOnly on) =>
        new() { Grant = SnapshotOf(state, grant, on), On = on };

    private static GrantEnded Ended(Achievement state, Grant grant, string outcome, Ending ending) =>
        new()
        {
            Grant = SnapshotOf(state, grant, ending.On),
            Outcome = outcome,
            On = ending.On,
            Reason = ending.Reason,
        };

    private static GrantSnapshot SnapshotOf(Achievement state, Grant grant, DateOnly day) =>
        Agreed(state, grant, grant.Edition, day) with
        {
            StartsOn = grant.StartsOn,
            EndsOn = grant.EndsOn,
        };

    // The grant as agreed: with the start in its terms and without a last day, which the entry into force sets.
    private static GrantSnapshot Agreed(Achievement state, Grant grant, int edition, DateOnly day) =>
        new()
        {
            GrantId = grant.Id,
            Edition = edition,
            AchievementId = state.Id,
            AchievementName = state.Name,
            Rights = Rights(state),
            Grantor = state.OrganisationAsOwner().ToMessage(),
            Type = TypeName(grant),
            TypeName = grant.Terms.Type.Name(),
            Share = grant.Terms.Share?.ToString(),
            StartsOn = grant.Terms.StartsOn,
            RenewalYears = grant.Terms.RenewalYears,
            Exclusive = grant.Terms.Exclusive,
            Team = Team(state, day),
        };

    private static GrantedRight[] Rights(Achievement state) =>
        [.. state.Rights.Select(r => new GrantedRight(CodeTables.RightKind.Find(r.Kind)!.Name, r.Number))];

    private static AgreedShare[] Parts(IReadOnlyList<AgreedPart> parts) =>
        [
            .. parts.Select(p => new AgreedShare(
                p.Name is { } name ? new($"{p.Holder.Name().Zh}（{name}）", $"{p.Holder.Name().En} ({name})") : p.Holder.Name(),
                p.Share.ToString()
            )),
        ];

    private static string TypeName(Grant grant) => Json.EnumName(grant.Terms.Type);
}
