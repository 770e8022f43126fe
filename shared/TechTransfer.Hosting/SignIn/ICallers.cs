using Microsoft.AspNetCore.Http;
using TechTransfer.Kernel.Decisions;

namespace TechTransfer.Hosting.SignIn;

/// <summary>Finds out who sends a request.</summary>
public interface ICallers
{
    /// <summary>The signed-in caller; null when there is none, or the sign-in is not valid.</summary>
    Task<Caller?> FindAsync(HttpRequest request);
}

/// <summary>Callers by the bearer token of their request.</summary>
internal sealed class BearerTokens(TokenValidation tokens) : ICallers
{
    private const string Scheme = "Bearer ";

    public async Task<Caller?> FindAsync(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? await tokens.ValidateAsync(header[Scheme.Length..].Trim())
            : null;
    }
}
