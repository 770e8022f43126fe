using Microsoft.AspNetCore.Http;
using TechTransfer.Storage;

namespace TechTransfer.Hosting;

/// <summary>Stored documents as answers.</summary>
public static class DocumentAnswers
{
    /// <summary>A document for download, its hash for an ETag; no browser takes it for anything but its type. Throws <see cref="InvalidOperationException"/> when the blob is gone.</summary>
    /// <param name="documents">Where it lies.</param>
    /// <param name="request">The call, by someone who may read it.</param>
    /// <param name="aggregate">What it belongs to.</param>
    /// <param name="sha256">Its hash.</param>
    /// <param name="type">Its media type, as it was told by the content.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="cancellation">The caller has gone.</param>
    public static async Task<IResult> AnswerAsync(this DocumentStore documents, HttpRequest request, string aggregate, string sha256, string type, string name, CancellationToken cancellation)
    {
        var content = await documents.OpenAsync(aggregate, sha256, cancellation) ?? throw new InvalidOperationException($"The document {sha256} of {aggregate} is gone.");
        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(content, type, name, entityTag: new($"\"{sha256}\""));
    }
}
