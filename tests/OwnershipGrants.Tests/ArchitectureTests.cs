using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Ledger;
using TechTransfer.OwnershipGrants.Migration;
using TechTransfer.Testing.Structure;

namespace TechTransfer.OwnershipGrants.Tests;

public sealed class ArchitectureTests
{
    private static readonly Architecture App = new(typeof(Achievement).Assembly)
    {
        Edge =
        [
            // They read what a decision or a list asks of other aggregates.
            typeof(Contracts),
            typeof(Listed),
            typeof(IncomePlaces),
            typeof(DraftDistribution),
            // What the inbox does with a message.
            typeof(FollowContract),
            typeof(ProposeDistributions),
            // It takes stored data apart.
            typeof(MoveDistributions),
            // They take a request apart, and answer with a file.
            typeof(OrganisationAsked),
            typeof(TableResult),
            typeof(HistoryView),
            typeof(Ledgers),
            typeof(GrantCommands),
        ],
    };

    [Fact]
    public void The_app_uses_no_other_app() => None(App.OtherAppsUsed());

    [Fact]
    public void Storage_and_HTTP_stay_at_the_edge() => None(App.StorageAndHttpInside());

    [Fact]
    public void Decisions_use_types_of_the_domain_only() => None(App.OutsideOfDecisions());

    private static void None(IReadOnlyList<string> found) => Assert.True(found.Count == 0, string.Join('\n', found));
}
