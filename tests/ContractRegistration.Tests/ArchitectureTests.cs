using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Exports;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.ContractRegistration.Migration;
using TechTransfer.ContractRegistration.Parties;
using TechTransfer.ContractRegistration.Receipts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Statistics;
using TechTransfer.Hosting.Documents;
using TechTransfer.Storage.Persons;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing.Structure;

namespace TechTransfer.ContractRegistration.Tests;

public sealed class ArchitectureTests
{
    private static readonly Architecture App = new(typeof(Contract).Assembly)
    {
        Edge =
        [
            // Services that read other aggregates for a decision or an export.
            typeof(RegisteredContracts),
            typeof(ConfirmedZones),
            typeof(NamedContracts),
            typeof(SameText),
            typeof(LinkedContracts),
            typeof(OtherFilings),
            // A service that logs a read before the document is sent, and two steps that run after a commit.
            typeof(ReadLog),
            typeof(BookReceipt),
            typeof(AllotNumber),
            // Services that run the steps of a job, or add figures to the health response.
            typeof(RowImport),
            typeof(ContractWatch),
            // A migration of stored data.
            typeof(GroupLists),
            // Parsers of query strings.
            typeof(StatisticsQuery),
            typeof(StatisticsReader),
        ],
        // A definition of media types, code that erases personal values from an object, and the time after which a job counts as stalled.
        Pure = [typeof(DocumentType), typeof(PersonalJson), typeof(Stall)],
    };

    [Fact]
    public void The_app_uses_no_other_app() => None(App.OtherAppsUsed());

    [Fact]
    public void Storage_and_HTTP_stay_at_the_edge() => None(App.StorageAndHttpInside());

    [Fact]
    public void Decisions_use_types_of_the_domain_only() => None(App.OutsideOfDecisions());

    private static void None(IReadOnlyList<string> found) => Assert.True(found.Count == 0, string.Join('\n', found));
}
