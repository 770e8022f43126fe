namespace TechTransfer.Messages;

/// <summary>The queues of all consumers, and the events that each receives. Every consumer has its own queue.</summary>
public static class Topics
{
    /// <summary>Messages of the contracts app about contracts and receipts, to the rewards app.</summary>
    public const string RewardsInbox = "rewards-inbox";

    /// <summary>Changed entitlements, which the rewards app sends to itself, so that its claims follow.</summary>
    public const string RewardsClaims = "rewards-claims";

    /// <summary>Settlements, which the rewards app processes step by step: one message to itself for each step.</summary>
    public const string RewardsSettlements = "rewards-settlements";

    /// <summary>Recalculations after a new policy version, policy year or declared fact: one message of the rewards app to itself for each
    /// step. Deployed queues still have the name of earlier releases.</summary>
    public const string RewardsRecalculation = "rewards-figuring";

    /// <summary>Messages of the contracts, rewards and grants apps that make the certificates app issue or end certificates.</summary>
    public const string CertificatesInbox = "certificates-inbox";

    /// <summary>Messages of the contracts app about contracts and receipts, and of the grants app about its own grants and
    /// achievements.</summary>
    public const string GrantsInbox = "grants-inbox";

    /// <summary>Parties of submitted contracts, and mergers, which the contracts app sends to itself for its directory.</summary>
    public const string PartiesInbox = "contracts-parties";

    /// <summary>Notifications of all apps for the inboxes, which are in the contracts app.</summary>
    public const string NoticesInbox = "contracts-notices";

    /// <summary>Notifications for the webhook; a separate queue, so that a slow webhook delays nothing else.</summary>
    public const string HookQueue = "contracts-hook";

    /// <summary>Imports, which the contracts app processes part by part: one message to itself for each part.</summary>
    public const string ImportsQueue = "contracts-imports";

    /// <summary>Replays, which the contracts app processes page by page: one message to itself for each page.</summary>
    public const string ReplaysQueue = "contracts-replays";

    /// <summary>Re-issues, which the certificates app processes part by part: one message to itself for each part.</summary>
    public const string ReissuesQueue = "certificates-reissues";

    /// <summary>Names of the receiving queues, by wire name of the event.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Consumers { get; } =
        new Dictionary<string, IReadOnlyList<string>>
        {
            [MessageNames.ContractRegistered] = [RewardsInbox, CertificatesInbox, GrantsInbox],
            [MessageNames.ContractChanged] = [RewardsInbox, CertificatesInbox, GrantsInbox],
            [MessageNames.ContractCancelled] = [RewardsInbox, CertificatesInbox, GrantsInbox],
            [MessageNames.ContractRevoked] = [RewardsInbox, CertificatesInbox, GrantsInbox],
            [MessageNames.ContractPartiesFiled] = [PartiesInbox],
            [MessageNames.PartyMerged] = [PartiesInbox],
            [MessageNames.NotificationMessage] = [NoticesInbox],
            [MessageNames.DeliveryDue] = [HookQueue],
            [MessageNames.ReceiptConfirmed] = [RewardsInbox, CertificatesInbox, GrantsInbox],
            [MessageNames.ReceiptRefunded] = [RewardsInbox, CertificatesInbox, GrantsInbox],
            [MessageNames.ImportStepDue] = [ImportsQueue],
            [MessageNames.ReissueStepDue] = [ReissuesQueue],
            [MessageNames.ReplayStepDue] = [ReplaysQueue],
            [MessageNames.ApplicationSubmitted] = [CertificatesInbox],
            [MessageNames.CertificatesExpected] = [CertificatesInbox],
            [MessageNames.CorrectionRequested] = [CertificatesInbox],
            [MessageNames.RefusalDecided] = [CertificatesInbox],
            [MessageNames.RefusalLifted] = [CertificatesInbox],
            [MessageNames.EntitlementChanged] = [RewardsClaims],
            [MessageNames.SettlementStepDue] = [RewardsSettlements],
            [MessageNames.PolicyFiguresDue] = [RewardsRecalculation],
            [MessageNames.OrganisationFactsStated] = [RewardsRecalculation],
            [MessageNames.ContractFactsConfirmed] = [RewardsRecalculation],
            [MessageNames.RewardNoticeOpened] = [CertificatesInbox],
            [MessageNames.RewardDecided] = [CertificatesInbox],
            [MessageNames.RewardClawedBack] = [CertificatesInbox],
            [MessageNames.GrantNoticeOpened] = [CertificatesInbox],
            [MessageNames.GrantAgreementSigned] = [CertificatesInbox],
            [MessageNames.GrantEnteredIntoForce] = [CertificatesInbox, GrantsInbox],
            [MessageNames.GrantEnded] = [CertificatesInbox],
            [MessageNames.AchievementUpdated] = [GrantsInbox],
            [MessageNames.ConversionLinked] = [GrantsInbox],
            [MessageNames.DistributionNoticeOpened] = [CertificatesInbox],
            [MessageNames.DistributionApproved] = [CertificatesInbox],
            [MessageNames.DistributionClawedBack] = [CertificatesInbox],
        };
}
