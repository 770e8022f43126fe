using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>A claim announces its documents by their SHA-256; any other file is refused.</summary>
public sealed class UploadEvidence(Commands<Claim> commands, DocumentStore documents, TimeProvider time)
{
    [Function("UploadEvidence")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Upload a document listed in the claim; its type is read from its content",
        Answer = typeof(IReadOnlyList<EvidenceView>),
        Effect = Effect.Changes,
        BodyMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd],
        Query = ["type: The media type, to be compared with the content"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/evidence")] HttpRequest request,
        string id,
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
                var decided = Decide(loaded.State!, file.Sha256, file.Type, file.Size, caller, time.GetUtcNow());
                // Store the blob before the row that refers to it.
                if (decided.Problem is null)
                    await documents.SaveAsync(id, file.Content, file.Type, CancellationToken.None);
                return decided;
            },
            EvidenceView.Of,
            cancellation
        );
    }

    public static Outcome<Change<Claim>> Decide(Claim claim, string sha256, string type, long size, Caller caller, DateTimeOffset now)
    {
        if (ClaimLifeCycle.Evidence.Against(claim, caller) is { } notNow)
            return notNow;
        if (claim.Evidence.FirstOrDefault(e => e.Sha256 == sha256) is not { } announced)
            return Problem.Of(Catalogue.EvidenceNotAnnounced, ("sha", sha256));
        var uploaded = announced with { Type = type, Size = size };
        return new Change<Claim>(
            claim.Cleared() with
            {
                Evidence = [.. claim.Evidence.Select(e => e.Sha256 == sha256 ? uploaded : e)],
            },
            new EvidenceUploaded(uploaded, caller.Subject, now)
        );
    }
}

[WireName("EvidenceUploaded")]
public sealed record EvidenceUploaded(Evidence Evidence, string By, DateTimeOffset At);
