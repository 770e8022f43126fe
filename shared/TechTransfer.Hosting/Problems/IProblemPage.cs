using Microsoft.AspNetCore.Http;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Problems;

/// <summary>Shows problems to people. An app that serves browsers registers one; in the others a problem is JSON.</summary>
public interface IProblemPage
{
    /// <summary>Writes the whole answer.</summary>
    /// <param name="http">The call that the problem ended.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="trace">Trace id to quote to the operator; null when there is none.</param>
    Task WriteAsync(HttpContext http, Problem problem, string? trace);
}
