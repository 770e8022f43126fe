using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.ContractDeclarations;

public sealed class GetContractProof(AggregateStore<ContractDeclaration> declarations, DocumentStore documents)
{
    [Function("GetContractProof")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Finance, Role.Auditor)]
    [Operation("A paper of a declared fact", AnswerMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd])]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "contracts/{id}/facts/{code}/evidence/{sha256}")]
            HttpRequest request,
        string id,
        string code,
        string sha256,
        CancellationToken cancellation
    )
    {
        var loaded = await declarations.LoadAsync(id, cancellation);
        if (
            loaded.State is not { } state
            || !ContractDeclarationSetup.MaySee(state, request.Caller())
            || !state.Facts.TryGetValue(code, out var fact)
            || fact.Evidence.FirstOrDefault(e => e.Sha256 == sha256 && e.Size is not null) is not { } paper
        )
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return await documents.AnswerAsync(id, sha256, paper.Type!, paper.Name, cancellation);
    }
}
