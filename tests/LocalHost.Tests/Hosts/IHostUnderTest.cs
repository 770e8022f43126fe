using System.Diagnostics;

namespace TechTransfer.LocalHost.Tests.Hosts;

/// <summary>A Functions host that serves a folder on an address: all that the conformance suite knows of one.</summary>
public interface IHostUnderTest : IAsyncDisposable
{
    /// <summary>Calls the app; follows no redirects, keeps no cookies.</summary>
    HttpClient Client { get; }

    /// <summary>The host's process.</summary>
    Process Process { get; }

    /// <summary>What it has printed.</summary>
    string Output { get; }
}
