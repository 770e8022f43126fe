using Microsoft.AspNetCore.Http;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Commands;

/// <summary>The Idempotency-Key header.</summary>
public static class IdempotencyKeyHeader
{
    /// <summary>The key: 1 to 128 visible ASCII characters. One that is missing or malformed ends the call with idempotency_key_missing or
    /// idempotency_key_malformed.</summary>
    public static string IdempotencyKey(this HttpRequest request)
    {
        var values = request.Headers["Idempotency-Key"];
        if (values.Count == 0 || string.IsNullOrEmpty(values[0]))
            throw new ProblemException(Problem.Of(Catalogue.IdempotencyKeyMissing));
        // A structured-field string stands in quotes; many clients send it bare.
        var key = values.Count == 1 ? values[0]!.Trim() : "";
        if (key is ['"', .. var inner, '"'])
            key = inner;
        if (key.Length is 0 or > 128 || key.Any(c => c is <= ' ' or > '~' or '"'))
            throw new ProblemException(Problem.Of(Catalogue.IdempotencyKeyMalformed));
        return key;
    }
}
