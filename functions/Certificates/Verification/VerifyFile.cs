using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.Certificates.Verification;

public sealed class VerifyFile(FileVerification files, FailedAttempts failures)
{
    [Function("VerifyFile")]
    [OpenToAll]
    [Operation(
        "Verify whether a file is, byte for byte, a document issued here, and whether it is valid. Up to 16 MiB",
        BodyMediaTypes = ["application/pdf"],
        Answer = typeof(FileVerificationView)
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "verify")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        if (request.GetTypedHeaders().ContentType?.MediaType.Equals("application/pdf", StringComparison.OrdinalIgnoreCase) != true)
        {
            return new ProblemResult(Problem.Of(Catalogue.UnsupportedMediaType, ("expected", "application/pdf")));
        }
        if (await failures.RefusalAsync(request, cancellation) is { } refusal)
            return new ProblemResult(refusal);
        if (request.ContentLength > files.MaxBytes)
            return new ProblemResult(Problem.Of(Catalogue.BodyTooLarge, ("limit", Text.OfBytes(files.MaxBytes))));

        var received = await ReceiveAsync(request, cancellation);
        if (received.Length > files.MaxBytes)
            return new ProblemResult(Problem.Of(Catalogue.BodyTooLarge, ("limit", Text.OfBytes(files.MaxBytes))));
        var view = await files.JudgeAsync(received, cancellation);
        if (!view.IsOurs && await failures.CountAsync(request, cancellation) is { } tooMany)
            return new ProblemResult(tooMany);
        return Results.Json(view, Json.Options);
    }

    // Read at most one byte beyond the limit, which shows the excess; stop early if the file does not start like a PDF.
    private async Task<ReadOnlyMemory<byte>> ReceiveAsync(HttpRequest request, CancellationToken cancellation)
    {
        var content = new byte[Math.Min(request.ContentLength ?? 65_536, files.MaxBytes) + 1];
        var length = 0;
        while (await request.Body.ReadAsync(content.AsMemory(length), cancellation) is > 0 and var read)
        {
            length += read;
            if (length > files.MaxBytes || length >= 5 && !content.AsSpan().StartsWith("%PDF-"u8))
                break;
            if (length == content.Length)
                Array.Resize(ref content, Math.Min(2 * length, files.MaxBytes + 1));
        }
        return content.AsMemory(0, length);
    }
}
