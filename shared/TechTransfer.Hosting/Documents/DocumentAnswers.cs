using Microsoft.AspNetCore.Http;
using TechTransfer.Storage;

namespace TechTransfer.Hosting.Documents;

/// <summary>Sends stored documents as downloads, with their hash as the ETag.</summary>
public static class DocumentAnswers
{
    /// <summary>A document as a download. Throws <see cref="InvalidOperationException"/> when the blob is missing.</summary>
    /// <param name="documents">The app's documents.</param>
    /// <param name="aggregate">Id of the aggregate that the document belongs to.</param>
    /// <param name="sha256">Lower-case hexadecimal hash of the content.</param>
    /// <param name="type">Media type, as detected from the content.</param>
    /// <param name="name">File name for the download.</param>
    /// <param name="cancellation">Triggered when the client disconnects.</param>
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
