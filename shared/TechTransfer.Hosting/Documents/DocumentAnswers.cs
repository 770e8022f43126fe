using Microsoft.AspNetCore.Http;
using TechTransfer.Storage;

namespace TechTransfer.Hosting.Documents;

/// <summary>Stored documents as answers.</summary>
public static class DocumentAnswers
{
    /// <summary>A document for download. Throws <see cref="InvalidOperationException"/> when the blob is gone.</summary>
    /// <param name="documents">Where it lies.</param>
    /// <param name="aggregate">What it belongs to.</param>
    /// <param name="sha256">Its hash.</param>
    /// <param name="type">Its media type, as it was told by the content.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="cancellation">The caller has gone.</param>
    public static async Task<IResult> AnswerAsync(
        this DocumentStore documents,
        string aggregate,
        string sha256,
        string type,
        string name,
        CancellationToken cancellation
    )
    {
        var content =
            await documents.OpenAsync(aggregate, sha256, cancellation)
            ?? throw new InvalidOperationException($"The document {sha256} of {aggregate} is gone.");
        return Download.Of(content, type, name, sha256);
    }
}
