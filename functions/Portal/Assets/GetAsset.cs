using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.Portal.Assets;

public static class GetAsset
{
    [Function("GetAsset")]
    [OpenToAll]
    [Operation("A style sheet, script or picture of the portal", AnswerMediaTypes = ["text/css", "text/javascript", "image/svg+xml"])]
    public static IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "assets/{hash}/{name}")] HttpRequest request,
        string hash,
        string name
    ) => Asset.Find(name) is { } asset ? new AssetResult(asset, hash == asset.Hash) : new ProblemResult(Problem.Of(Catalogue.NotFound));

    private sealed class AssetResult(Asset asset, bool isCurrent) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var (request, response) = (httpContext.Request, httpContext.Response);
            var takesBrotli = request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
            var content = takesBrotli ? asset.Compressed : asset.Content;
            response.ContentType = asset.MediaType;
            response.ContentLength = content.Length;
            if (takesBrotli)
                response.Headers.ContentEncoding = "br";
            response.Headers.Vary = "Accept-Encoding";
            response.Headers.XContentTypeOptions = "nosniff";
            // During a deployment, a page of the other version may ask for a file that this instance has in its own version only.
            response.Headers.CacheControl = isCurrent ? "public, max-age=31536000, immutable" : "no-store";
            return response.Body.WriteAsync(content, httpContext.RequestAborted).AsTask();
        }
    }
}
