using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>The part of the work list whose next step the caller may take. Notifications have an inbox of their own.</summary>
public sealed class GetInbox(Lists lists, TimeProvider time)
{
    // As for a search: most lines of a long work list may wait for others.
    private const int Reads = 10;

    [Function("GetInbox")]
    [Allowed(Role.Registrar, Role.Approver)]
    [Operation(
        "What waits for the caller: new and resubmitted contracts, those to examine, to approve or to register, objections and "
            + "revocations; the oldest first. A short page does not mean that it is the last",
        Answer = typeof(PageBody),
        Query = [
            "stage: new, resubmitted, examination, approval, objection or revocation",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "inbox")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var (caller, today) = (request.Caller(), time.ChinaToday());
        var stage = request.AskedChoice<WorkStage>("stage", WorkList.Name);
        return lists.PageAsync<ContractSummary>(
            request,
            WorkList.Open,
            line => Visibility.Of(line.ReadersIn(party: null), caller) != Sight.None,
            line => (stage is null || line.Stage == stage) && WorkList.WaitsFor(line.For(caller, today), caller),
            Reads,
            line => line.For(caller, today),
            cancellation
        );
    }
}
