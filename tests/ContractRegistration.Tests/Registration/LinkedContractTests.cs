using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public sealed class LinkedContractTests : IAsyncLifetime
{
    private HttpHarness app = null!;
    private LinkedContracts linked = null!;
    private string id = "";

    public async Task InitializeAsync()
    {
        app = await HttpHarness.NewAsync();
        linked = app.Operation<LinkedContracts>();
        id = await app.PutAsync(Given.Registered());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_unknown_linked_contract_is_found_and_a_known_one_passes()
    {
        Assert.Equal("linked_contract_unknown", Assert.Single(await FindAsync("5000012026999999")).Code);
        Assert.Equal("linked_contract_unknown", Assert.Single(await FindAsync("another-id")).Code);
        Assert.Equal("linked_contract_unknown", Assert.Single(await FindAsync("某合同（2026年）")).Code);
        Assert.Empty(await FindAsync(Given.Registered().Number));
        Assert.Empty(await FindAsync(id));
        Assert.Empty(await FindAsync(null));
    }

    [Fact]
    public async Task A_submission_with_an_unknown_linked_contract_needs_a_reason()
    {
        var draft = Given.Drafted("C11");
        var found = await FindAsync("C06");

        var refused = Submit.Decide(draft, new(), Given.FilerOf("C11"), Given.Rules, Given.Now, found).Problem!;
        var reason = new WarningReason("linked_contract_unknown", "linkedContract", "该合同在外省登记。");
        var accepted = Submit.Decide(draft, new() { Reasons = [reason] }, Given.FilerOf("C11"), Given.Rules, Given.Now, found);

        Assert.Equal([("linkedContract", "reason_needed")], refused.Errors.Select(e => (e.Path, e.Code)));
        Assert.Contains(accepted.Value.State.Findings, f => f.Code == "linked_contract_unknown");
    }

    private Task<IReadOnlyList<TechTransfer.Kernel.Findings.Finding>> FindAsync(string? named) =>
        linked.FindingsAsync(Given.Content("C11") with { LinkedContract = named }, default);
}
