using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using TechTransfer.Portal.Frame;

namespace TechTransfer.Portal.SignIn;

/// <summary>Finds callers by the session that the cookie names, and gets the next access token when the one at hand ends.</summary>
public sealed class SessionCallers(Sessions sessions, OpenIdProvider provider, TimeProvider time) : ICallers
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    public async Task<Caller?> FindAsync(HttpRequest request)
    {
        await LoadAsync(request.HttpContext, request.HttpContext.RequestAborted);
        return request.HttpContext.Features.Get<Session>()?.Caller.ToCaller();
    }

    /// <summary>Puts the session and its visitor among the features of the call, once.</summary>
    public async Task LoadAsync(HttpContext http, CancellationToken cancellation)
    {
        var id = PortalCookie.Of(http.Request).Session;
        if (id.Length == 0 || http.Features.Get<Session>() is not null)
            return;
        if (await sessions.FindAsync<Session>(id, cancellation) is not { } session)
            return;
        if (session.TokenEnds - Margin <= time.GetUtcNow())
        {
            if (session.Refresh is not { } refresh || await provider.RefreshAsync(refresh, cancellation) is not { } renewed)
                return;
            session = renewed with { Refresh = renewed.Refresh ?? refresh };
            await sessions.ReplaceAsync(id, session, cancellation);
        }
        http.Features.Set(session);
        http.Features.Set(new Visitor(session.Caller.Name, session.Caller.Roles, session.Caller.Organisation, session.Token));
    }
}

/// <summary>Loads the session for pages that anyone may see, whose header names the visitor.</summary>
internal sealed class LoadSession(SessionCallers callers) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
            await callers.LoadAsync(http, context.CancellationToken);
        await next(context);
    }
}
