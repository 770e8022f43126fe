namespace TechTransfer.Messages;

/// <summary>Who publishes which event, and whose queue gets it. One queue per consumer.</summary>
public static class Topics
{
    /// <summary>The queue that the rewards app reads.</summary>
    public const string RewardsInbox = "rewards-inbox";

    /// <summary>The queue that the certificates app reads.</summary>
    public const string CertificatesInbox = "certificates-inbox";

    /// <summary>The queue through which an import goes on, step by step: the contracts app's own.</summary>
    public const string ImportsQueue = "contracts-imports";

    /// <summary>The queues of the consumers of each event.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Consumers { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [nameof(ContractRegistered)] = [RewardsInbox, CertificatesInbox],
        [nameof(ImportStepDue)] = [ImportsQueue],
    };
}
