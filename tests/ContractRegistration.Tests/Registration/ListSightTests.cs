using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Registration;

/// <summary>A list shows only contracts that the user could also read one by one.</summary>
public sealed class ListSightTests : IAsyncLifetime
{
    private HttpHarness app = null!;
    private readonly List<string> ids = [];

    // Contracts of one filer: a draft, a submitted and a returned one, one withdrawn before and one after the submission, and one with a
    // pending change.
    public async Task InitializeAsync()
    {
        app = await HttpHarness.NewAsync();
        var takenBack = Withdraw.Decide(Given.Drafted(), Given.Filer, Given.Now);
        foreach (
            var state in (Contract[])
                [
                    Given.Drafted(),
                    Given.Submitted(),
                    Given.Returned(),
                    Given.Withdrawn(),
                    Given.Registered(),
                    Given.Changing(ContractStatus.UnderReview),
                    .. takenBack.Problem is null ? [takenBack.Value.State] : Array.Empty<Contract>(),
                ]
        )
        {
            ids.Add(await app.PutAsync(state));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("registrar-a")]
    [InlineData("approver")]
    [InlineData("finance-a")]
    public async Task A_partys_list_shows_officials_no_draft(string user)
    {
        var listed = await ListedAsync(Given.Caller(user), $"party={SampleFiles.Uscc("U1")}");

        Assert.DoesNotContain(ids[0], listed);
        Assert.Contains(ids[1], listed);
    }

    [Theory]
    [InlineData("office-u1")]
    [InlineData("auditor")]
    public async Task Its_filer_and_auditors_find_a_draft_in_the_filers_list(string user) =>
        Assert.Contains(ids[0], await ListedAsync(Given.Caller(user), $"party={SampleFiles.Uscc("U1")}"));

    [Theory]
    [InlineData("office-u1")]
    [InlineData("office-u1-b")]
    [InlineData("company-e1")]
    [InlineData("company-e4")]
    [InlineData("registrar-a")]
    [InlineData("approver")]
    [InlineData("finance-a")]
    [InlineData("auditor")]
    public async Task Every_contract_in_a_list_can_be_read_one_by_one(string user)
    {
        var caller = Given.Caller(user);
        string[] queries =
        [
            $"party={SampleFiles.Uscc("U1")}",
            $"party={SampleFiles.Uscc("E1")}",
            "year=2026",
            .. Enum.GetNames<ContractStatus>().Select(s => $"status={s}"),
        ];
        var listed = new HashSet<string>();
        foreach (var query in queries)
            listed.UnionWith(await ListedAsync(caller, query));

        foreach (var id in ids)
        {
            var one = await FunctionCall.SendAsync(
                (r, c) => app.Operation<GetContract>().Run(r, id, c),
                caller,
                "GET",
                $"/api/contracts/{id}"
            );
            Assert.Equal(one.Status == 200, listed.Contains(id));
        }
    }

    private async Task<IReadOnlyList<string>> ListedAsync(Caller caller, string query)
    {
        var page = await FunctionCall.SendAsync(app.Operation<ListContracts>().Run, caller, "GET", $"/api/contracts?{query}&limit=200");
        return page.Status == 200 ? [.. page.Json!["items"]!.AsArray().Select(i => (string)i!["id"]!)] : [];
    }
}
