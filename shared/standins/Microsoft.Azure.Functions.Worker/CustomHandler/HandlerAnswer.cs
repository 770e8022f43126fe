using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.CustomHandler;

/// <summary>
/// The answer to a call of the host. It is always the whole JSON envelope: on an empty body with a status of success the host waits until the function's time is over.
/// The outputs are empty, since functions write to queues themselves; so are the logs, since the host takes them from the output of the process.
/// </summary>
internal static class HandlerAnswer
{
    private static readonly byte[] Envelope = """{"Outputs":{},"Logs":[],"ReturnValue":null}"""u8.ToArray();

    /// <param name="response">What is written to.</param>
    /// <param name="status">2xx means done; anything else that the call failed.</param>
    public static async Task WriteAsync(HttpResponse response, int status)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = Envelope.Length;
        await response.Body.WriteAsync(Envelope);
    }
}
