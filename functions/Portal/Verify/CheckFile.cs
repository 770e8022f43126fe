using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using TechTransfer.Portal.Frame;
using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Verify;

/// <summary>Passes a chosen file on to the certificates app while it arrives; nothing is kept here.</summary>
public sealed class CheckFile(CertificatesClient certificates)
{
    [Function("CheckFile")]
    [OpenToAll]
    [Operation(
        "Verify a certificate by its file",
        BodyMediaTypes = ["multipart/form-data"],
        AnswerMediaTypes = ["text/html"],
        TakesOtherParameters = true
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "verify")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var view = View.Of(request);
        if (await FileOfAsync(request, cancellation) is not { } file)
            return new Page<VerifyPage, VerifyModel>(view, new() { FileFault = VerifyWords.FileMissing });
        var answer = await certificates.VerifyFileAsync(file, view.Asker, cancellation);
        return answer.Problem switch
        {
            null => new Page<VerifyPage, VerifyModel>(view, new() { File = answer.Value }),
            { Kind.Status: StatusCodes.Status413PayloadTooLarge } large => new Page<VerifyPage, VerifyModel>(
                view,
                new() { FileFault = large.Message }
            ),
            var problem => new ProblemResult(problem),
        };
    }

    // The first file of the form; null when none was chosen: browsers then send an empty one without a name.
    private static async Task<Stream?> FileOfAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || type.MediaType != "multipart/form-data"
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary
        )
            return null;
        var reader = new MultipartReader(boundary, request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (section.GetContentDispositionHeader() is { } part && part.IsFileDisposition() && part.FileName.Length > 2)
                    return section.Body;
            }
        }
        catch (InvalidDataException)
        {
            // The form is malformed: no file can be found in it.
        }
        return null;
    }
}
