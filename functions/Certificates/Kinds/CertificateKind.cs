using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>A kind of certificate, defined in its own file; <see cref="CertificateKinds"/> lists them.</summary>
/// <param name="Name">As <c>GET /certificates</c> answers it.</param>
public sealed record CertificateKind(string Name)
{
    /// <summary>The messages that ask for one, or end what one depends on.</summary>
    public IReadOnlyList<Upon> Upon { get; init; } = [];

    /// <summary>How someone asks for one; null when nobody can.</summary>
    public OnRequest? OnRequest { get; init; }
}

/// <summary>What kinds look up.</summary>
public sealed record Grounds(RegisteredFacts Contracts, CertificateWordings Wordings);

/// <summary>What a kind issues upon a message.</summary>
public abstract class Upon(string message)
{
    /// <summary>The message's wire name.</summary>
    public string Message { get; } = message;

    internal abstract Task<object> OpenAsync(Outbox outbox, Envelope envelope, CancellationToken cancellation);

    internal abstract Task<IssuePlan> PlanAsync(object message, Grounds grounds, CancellationToken cancellation);
}

/// <summary>What a kind issues upon messages of a class.</summary>
/// <param name="plan">The same for the same message, once what it needs is known.</param>
public sealed class Upon<T>(Func<T, Grounds, CancellationToken, Task<IssuePlan>> plan) : Upon(WireName.Of<T>())
{
    public Upon(Func<T, Grounds, IssuePlan> plan)
        : this((message, grounds, _) => Task.FromResult(plan(message, grounds))) { }

    internal override async Task<object> OpenAsync(Outbox outbox, Envelope envelope, CancellationToken cancellation) =>
        (await outbox.OpenAsync<T>(envelope, cancellation))!;

    internal override Task<IssuePlan> PlanAsync(object message, Grounds grounds, CancellationToken cancellation) =>
        plan((T)message, grounds, cancellation);
}

/// <summary>How someone asks for a kind.</summary>
/// <param name="Decide">The certificate of the registrations that were named, all in force and seen by the caller; or why there is
/// none.</param>
public sealed record OnRequest(
    Func<IReadOnlyList<RequestedContract>, Caller, CertificateWording, CertificateWordings, Outcome<DueCertificate>> Decide
)
{
    /// <summary>The one role that may ask; null when everyone who sees the registration may.</summary>
    public Role? Only { get; init; }

    /// <summary>How many registrations one certificate can be about.</summary>
    public Func<CertificateWording, int> Most { get; init; } = _ => 1;
}

/// <summary>A registration that a certificate is asked for.</summary>
/// <param name="Edition">The newest one.</param>
public sealed record RequestedContract(ContractRegistered Contract, int Edition);
