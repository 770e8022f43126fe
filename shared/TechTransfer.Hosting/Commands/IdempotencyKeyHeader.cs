using Microsoft.AspNetCore.Http;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Commands;

/// <summary>The <c>Idempotency-Key</c> header of commands, quoted or not; its value is the same when a client repeats a command.</summary>
public static class IdempotencyKeyHeader
{
    /// <summary>The header's value: 1 to 128 visible ASCII characters, without quotes. A missing or malformed header is answered with the
    /// problem idempotency_key_missing or idempotency_key_malformed.</summary>
    public static string IdempotencyKey(this HttpRequest request)
    {
        var values = request.Headers["Idempotency-Key"];
        if (values.Count == 0 || string.IsNullOrEmpty(values[0]))
            throw new ProblemException(Problem.Of(Catalogue.IdempotencyKeyMissing));
        // The header is a structured-field string, which is quoted; many clients send it without quotes.
        var key = values.Count == 1 ? values[0]!.Trim() : "";
        if (key is ['"', .. var inner, '"'])
            key = inner;
        if (key.Length is 0 or > 128 || key.Any(c => c is <= ' ' or > '~' or '"'))
            throw new ProblemException(Problem.Of(Catalogue.IdempotencyKeyMalformed));
        return key;
    }
}
