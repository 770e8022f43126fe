using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>The first parameter given selects the list: contract, party or status.</summary>
public sealed class ListReceipts(AggregateStore<Contract> contracts, AggregateStore<Receipt> receipts, Lists lists)
{
    [Function("ListReceipts")]
    [Allowed]
    [Operation(
        "Receipts of a contract, of an organisation, or, for officials, in a status; newest first",
        Answer = typeof(PageBody),
        Query = [
            "contract: A contract's id",
            "party: A payee's or payer's USCC",
            "status: A status",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "receipts")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var list = await ChooseAsync(request, cancellation);
        if (list.Problem is { } refused)
            return new ProblemResult(refused);
        var caller = request.Caller();
        // Access is checked for each entry, because the contract's parties may have changed since the receipt was recorded.
        return await lists.PageAsync<ReceiptSummary>(
            request,
            list.Value,
            async line =>
                line.Organisations is { } organisations
                    ? ReceiptAccess.MaySee(organisations, caller)
                    : ReceiptAccess.IsOfficial(caller)
                        || (
                            (await receipts.LoadAsync(line.Id, cancellation)).State is { } receipt
                            && ReceiptAccess.Of(receipt, caller) != ReceiptSight.None
                        ),
            cancellation
        );
    }

    private async Task<Outcome<string>> ChooseAsync(HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        request.OneOf("contract", "party", "status");
        if (request.Asked("contract") is { } contract)
        {
            if (!ReceiptRules.IsContractId(contract))
                return Problem.Of(Catalogue.NotFound);
            var loaded = await contracts.LoadAsync(contract, cancellation);
            return loaded.Exists && ReceiptAccess.MaySeeIncome(loaded.State!, caller)
                ? ReceiptLists.OfContract(contract)
                : Problem.Of(Catalogue.NotFound);
        }
        var isOfficial = ReceiptAccess.IsOfficial(caller);
        if (request.AskedOrganisation("party") is { } party)
            return isOfficial || caller.ActsFor(party) ? ReceiptLists.OfParty(party) : Problem.Of(Catalogue.NotFound);
        if (request.AskedChoice<ReceiptStatus>("status", ReceiptLifeCycle.Name) is not { } status)
            return WrongQuery.Of("contract", "请选择合同、单位或者状态中的一项", "choose one of: a contract, a party, a status");
        return isOfficial ? ReceiptLists.OfStatus(status) : RoleNames.Needed(Role.Finance, Role.Registrar, Role.Auditor);
    }
}
