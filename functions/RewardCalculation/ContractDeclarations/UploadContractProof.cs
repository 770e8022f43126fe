using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Claims;

namespace TechTransfer.RewardCalculation.ContractDeclarations;

/// <summary>A declaration announces its papers by their SHA-256; any other file is refused.</summary>
public sealed class UploadContractProof(Commands<ContractDeclaration> commands, DocumentStore documents, TimeProvider time)
{
    [Function("UploadContractProof")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Upload a paper that a declared fact announced; its type is told by its content",
        Answer = typeof(IReadOnlyList<Evidence>),
        Effect = Effect.Changes,
        BodyMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd],
        Query = ["type: The media type, if it should be held against the content"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/facts/{code}/evidence")] HttpRequest request,
        string id,
        string code,
        CancellationToken cancellation
    )
    {
        await using var file = new IncomingDocument();
        if (await file.ReceiveAsync(request, DocumentType.AttachmentTypes, cancellation) is { } unfit)
            return new ProblemResult(unfit);
        return await commands.ChangeAsync(
            request,
            id,
            file.Sha256,
            async (loaded, caller) =>
            {
                var decided = Decide(loaded.State!, code, file.Sha256, file.Type, file.Size, caller, time.GetUtcNow());
                // Store the blob before the row that refers to it.
                if (decided.Problem is null)
                    await documents.SaveAsync(id, file.Content, file.Type, CancellationToken.None);
                return decided;
            },
            state => state.Facts[code].Evidence,
            cancellation
        );
    }

    public static Outcome<Change<ContractDeclaration>> Decide(
        ContractDeclaration state,
        string code,
        string sha256,
        string type,
        long size,
        Caller caller,
        DateTimeOffset now
    )
    {
        if (!state.Facts.TryGetValue(code, out var fact) || !caller.ActsFor(fact.Organisation))
            return Problem.Of(Catalogue.NotFound);
        if (fact.Evidence.FirstOrDefault(e => e.Sha256 == sha256) is not { } announced)
            return Problem.Of(Catalogue.EvidenceNotAnnounced, ("sha", sha256));
        var uploaded = announced with { Type = type, Size = size };
        var next = fact with { Evidence = [.. fact.Evidence.Select(e => e.Sha256 == sha256 ? uploaded : e)] };
        return new Change<ContractDeclaration>(
            state with
            {
                Facts = new Dictionary<string, DeclaredFact>(state.Facts) { [code] = next },
            },
            new ContractProofUploaded(code, uploaded, caller.Subject, now)
        );
    }
}

[WireName("ContractProofUploaded")]
public sealed record ContractProofUploaded(string Code, Evidence Evidence, string By, DateTimeOffset At);
