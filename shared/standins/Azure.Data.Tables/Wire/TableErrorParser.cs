using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>Code and sentence of a refusal: <c>{"odata.error":{"code":…,"message":{"value":…}}}</c>.</summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    public static readonly TableErrorParser Instance = new();

    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        error = null;
        if (response.ContentStream is not { CanSeek: true } content) return false;

        try
        {
            content.Position = 0;
            using var json = JsonDocument.Parse(content);
            if (!json.RootElement.TryGetProperty("odata.error", out var body)) return false;
            error = new ResponseError(body.GetProperty("code").GetString(), body.GetProperty("message").GetProperty("value").GetString());
            return true;
        }
        catch (Exception notTheServices) when (notTheServices is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A proxy's page, or nothing at all: the status alone tells.
            return false;
        }
        finally
        {
            content.Position = 0;
        }
    }
}
