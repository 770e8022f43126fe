using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TechTransfer.Testing.Proxies;

/// <summary>Writes error responses in the formats of blob, queue and table storage, because the Azure SDK parses their bodies.</summary>
internal static class StorageAnswer
{
    private const string PreconditionFailed = "Precondition Failed";
    private const string TableJson = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";

    public static async Task WriteAsync(HttpContext http, StorageCall call, FaultKind kind)
    {
        var (status, phrase, code, message) = kind switch
        {
            FaultKind.InternalError => (
                500,
                "Internal Server Error",
                "InternalError",
                "Server encountered an internal error. Please try again after some time."
            ),
            FaultKind.Busy => (503, "Service Unavailable", "ServerBusy", "The server is busy."),
            FaultKind.Conflict when call.Service == StorageService.Table => call.Path == "/Tables"
                ? (409, "Conflict", "TableAlreadyExists", "The table specified already exists.")
                : (409, "Conflict", "EntityAlreadyExists", "The specified entity already exists."),
            FaultKind.Conflict => call.Path.Count(c => c == '/') == 1
                ? (409, "Conflict", "ContainerAlreadyExists", "The specified container already exists.")
                : (409, "Conflict", "BlobAlreadyExists", "The specified blob already exists."),
            FaultKind.PreconditionFailed when call.Service == StorageService.Table => (
                412,
                PreconditionFailed,
                "UpdateConditionNotSatisfied",
                "The update condition specified in the request was not satisfied."
            ),
            FaultKind.PreconditionFailed => (
                412,
                PreconditionFailed,
                "ConditionNotMet",
                "The condition specified using HTTP conditional header(s) is not met."
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The storage does not answer this."),
        };
        var id = Guid.NewGuid().ToString();
        var time = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
        message += $"\nRequestId:{id}\nTime:{time}";

        // Read the whole request first, because the client reuses the connection.
        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        var answer = http.Response;
        answer.Headers["x-ms-request-id"] = id;
        answer.Headers["x-ms-version"] = http.Request.Headers["x-ms-version"];
        // Table storage reports a refused change inside a transaction response of 202; other errors are the status of the whole response.
        if (call.IsTransaction && status is 409 or 412)
        {
            var (batch, change) = ($"batchresponse_{Guid.NewGuid()}", $"changesetresponse_{Guid.NewGuid()}");
            answer.StatusCode = StatusCodes.Status202Accepted;
            answer.ContentType = $"multipart/mixed; boundary={batch}";
            await WriteAsync(
                http,
                $"""
                --{batch}
                Content-Type: multipart/mixed; boundary={change}

                --{change}
                Content-Type: application/http
                Content-Transfer-Encoding: binary

                HTTP/1.1 {status} {phrase}
                X-Content-Type-Options: nosniff
                Cache-Control: no-cache
                DataServiceVersion: 3.0;
                Content-Type: {TableJson}

                {Json(code, $"0:{message}")}
                --{change}--
                --{batch}--

                """.ReplaceLineEndings("\r\n")
            );
            return;
        }
        answer.StatusCode = status;
        answer.Headers["x-ms-error-code"] = code;
        if (kind == FaultKind.Busy)
            answer.Headers.RetryAfter = "1";
        answer.ContentType = call.Service == StorageService.Table ? TableJson : "application/xml";
        await WriteAsync(
            http,
            call.Service == StorageService.Table
                ? Json(code, message)
                : $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>"
        );
    }

    private static string Json(string code, string message) =>
        JsonSerializer.Serialize(
            new Dictionary<string, object> { ["odata.error"] = new { code, message = new { lang = "en-US", value = message } } }
        );

    private static Task WriteAsync(HttpContext http, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        http.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(http.Request.Method)
            ? Task.CompletedTask
            : http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }
}
