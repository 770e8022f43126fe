using System.Diagnostics;

namespace TechTransfer.LocalHost.Tests.Hosts;

/// <summary>A running Functions host with one app: LocalHost or Microsoft's. The conformance tests use only this interface.</summary>
public interface IHostUnderTest : IAsyncDisposable
{
    /// <summary>HTTP client of the app; follows no redirects and keeps no cookies.</summary>
    HttpClient Client { get; }

    Process Process { get; }

    /// <summary>All console output of the host up to now.</summary>
    string Output { get; }
}
