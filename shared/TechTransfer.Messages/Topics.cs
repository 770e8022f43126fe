namespace TechTransfer.Messages;

/// <summary>The queues of all consumers, and the events that each receives. Every consumer has its own queue.</summary>
public static class Topics
{
    /// <summary>Queue with events of other apps for the rewards app.</summary>
    public const string RewardsInbox = "rewards-inbox";

    /// <summary>Queue of the rewards app for changed entitlements, which its claims must follow.</summary>
    public const string RewardsClaims = "rewards-claims";

    /// <summary>Queue of the rewards app for the steps of settlements.</summary>
    public const string RewardsSettlements = "rewards-settlements";

    /// <summary>Queue of the rewards app for the steps of recalculating figures.</summary>
    public const string RewardsRecalculation = "rewards-figuring";

    /// <summary>Queue with events of other apps for the certificates app.</summary>
    public const string CertificatesInbox = "certificates-inbox";

    /// <summary>Queue of the grants app, for events of other apps and its own.</summary>
    public const string GrantsInbox = "grants-inbox";

    /// <summary>Queue of the contracts app for its directory of parties.</summary>
    public const string PartiesInbox = "contracts-parties";

    /// <summary>Queue of the contracts app for notifications to put into inboxes.</summary>
    public const string NoticesInbox = "contracts-notices";

    /// <summary>Queue of the contracts app for notifications to deliver to the webhook.</summary>
    public const string HookQueue = "contracts-hook";

    /// <summary>Queue of the contracts app for the parts of imports.</summary>
    public const string ImportsQueue = "contracts-imports";

    /// <summary>Queue of the contracts app for the steps of replays.</summary>
    public const string ReplaysQueue = "contracts-replays";

    /// <summary>Queue of the certificates app for the parts of re-issues.</summary>
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
            [MessageNames.CorrectionRequested] = [CertificatesInbox],
            [MessageNames.RefusalDecided] = [CertificatesInbox],
            [MessageNames.RefusalLifted] = [CertificatesInbox],
            [MessageNames.EntitlementChanged] = [RewardsClaims],
            [MessageNames.SettlementStepDue] = [RewardsSettlements],
            [MessageNames.PolicyFiguresDue] = [RewardsRecalculation],
            [MessageNames.OrganisationFactsStated] = [RewardsRecalculation],
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
