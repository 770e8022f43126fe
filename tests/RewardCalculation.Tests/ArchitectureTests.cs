using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.Quotes;
using TechTransfer.RewardCalculation.Settlements;
using TechTransfer.RewardCalculation.YearSums;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing.Structure;

namespace TechTransfer.RewardCalculation.Tests;

public sealed class ArchitectureTests
{
    private static readonly Architecture App = new(typeof(Claim).Assembly)
    {
        Edge =
        [
            // Services that read other aggregates, accounts and copies for a decision or a calculation.
            typeof(ClaimAccounts),
            typeof(ClaimGrounds),
            typeof(ContractRecords),
            typeof(UpdateYearSums),
            typeof(PublishedPolicies),
            typeof(RunDocuments),
            typeof(SettlementContexts),
            typeof(ReadYearToDate),
            typeof(StatedFacts),
            typeof(VisibleSettlements),
            // Steps that run after a commit.
            typeof(BookClaim),
            typeof(RecalculateEntitlements),
            // Called by a timer.
            typeof(ClaimWatch),
            // An HTTP result with a file.
            typeof(PaymentFile),
        ],
        // Holds only the time after which a job counts as stalled.
        Pure = [typeof(Stall)],
    };

    [Fact]
    public void The_app_uses_no_other_app() => None(App.OtherAppsUsed());

    [Fact]
    public void Storage_and_HTTP_stay_at_the_edge() => None(App.StorageAndHttpInside());

    [Fact]
    public void Decisions_use_types_of_the_domain_only() => None(App.OutsideOfDecisions());

    private static void None(IReadOnlyList<string> found) => Assert.True(found.Count == 0, string.Join('\n', found));
}
