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
            // Services that read other aggregates for a decision or a list.
            typeof(Contracts),
            typeof(Listed),
            typeof(IncomeKeys),
            typeof(DraftDistribution),
            // Services that process messages of the inbox.
            typeof(FollowContract),
            typeof(ProposeDistributions),
            // A migration of stored data.
            typeof(MoveDistributions),
            // Parsers of requests, and code that produces files.
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
