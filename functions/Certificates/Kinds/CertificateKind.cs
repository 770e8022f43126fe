using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>
/// A kind of certificate: which messages issue it and who may request it. <see cref="CertificateKinds"/> lists all of them.
/// </summary>
/// <param name="Name">Name in the API, for example <c>grant</c>.</param>
public sealed record CertificateKind(string Name)
{
    /// <summary>Handlers for the messages that require a certificate of this kind, or end a contract, claim or grant behind one.</summary>
    public IReadOnlyList<MessageHandler> Handlers { get; init; } = [];

    /// <summary>Rules for requesting a certificate of this kind; null when only messages issue it.</summary>
    public OnRequest? OnRequest { get; init; }
}

public sealed record Grounds(RegisteredFacts Contracts, CertificateWordings Wordings);

public abstract class MessageHandler(string message)
{
    public string Message { get; } = message;

    internal abstract Task<object> OpenAsync(Outbox outbox, Envelope envelope, CancellationToken cancellation);

    internal abstract Task<IssuePlan> PlanAsync(object message, Grounds grounds, CancellationToken cancellation);
}

/// <param name="plan">Must return the same plan for the same message, once the facts it needs are known.</param>
public sealed class MessageHandler<T>(Func<T, Grounds, CancellationToken, Task<IssuePlan>> plan) : MessageHandler(WireName.Of<T>())
{
    public MessageHandler(Func<T, Grounds, IssuePlan> plan)
        : this((message, grounds, _) => Task.FromResult(plan(message, grounds))) { }

    internal override async Task<object> OpenAsync(Outbox outbox, Envelope envelope, CancellationToken cancellation) =>
        (await outbox.OpenAsync<T>(envelope, cancellation))!;

    internal override Task<IssuePlan> PlanAsync(object message, Grounds grounds, CancellationToken cancellation) =>
        plan((T)message, grounds, cancellation);
}

/// <param name="Decide">Receives registrations in force that the caller may see; returns the certificate to issue or the reason for
/// refusing it.</param>
public sealed record OnRequest(
    Func<IReadOnlyList<RequestedContract>, Caller, CertificateWording, CertificateWordings, Outcome<DueCertificate>> Decide
)
{
    /// <summary>The only role that may request a certificate of this kind; null when everyone who sees the registration may.</summary>
    public Role? Only { get; init; }

    /// <summary>Largest number of registrations in one certificate.</summary>
    public Func<CertificateWording, int> Most { get; init; } = _ => 1;
}

public sealed record RequestedContract(ContractRegistered Contract, int Edition);
