namespace TechTransfer.Messages;

/// <summary>Who publishes which event, and whose queue gets it. One queue per consumer.</summary>
public static class Topics
{
    /// <summary>The queue that the rewards app reads.</summary>
    public const string RewardsInbox = "rewards-inbox";

    /// <summary>The queue through which claims hear of entitlements that changed: the rewards app's own.</summary>
    public const string RewardsClaims = "rewards-claims";

    /// <summary>The queue through which a settlement goes on, step by step: the rewards app's own.</summary>
    public const string RewardsSettlements = "rewards-settlements";

    /// <summary>The queue through which figures are worked out again, step by step: the rewards app's own.</summary>
    public const string RewardsFiguring = "rewards-figuring";

    /// <summary>The queue that the certificates app reads.</summary>
    public const string CertificatesInbox = "certificates-inbox";

    /// <summary>The queue that the grants app reads.</summary>
    public const string GrantsInbox = "grants-inbox";

    /// <summary>The queue that the directory of parties, in the contracts app, reads.</summary>
    public const string PartiesInbox = "contracts-parties";

    /// <summary>The queue of what goes into the inboxes of people, in the contracts app.</summary>
    public const string NoticesInbox = "contracts-notices";

    /// <summary>The queue of what goes out through the notification hook, in the contracts app.</summary>
    public const string HookQueue = "contracts-hook";

    /// <summary>The queue through which an import goes on, step by step: the contracts app's own.</summary>
    public const string ImportsQueue = "contracts-imports";

    /// <summary>The queue through which a replay goes on, step by step: the contracts app's own.</summary>
    public const string ReplaysQueue = "contracts-replays";

    /// <summary>The queue through which a re-issue of papers goes on, step by step: the certificates app's own.</summary>
    public const string ReissuesQueue = "certificates-reissues";

    /// <summary>The queues of the consumers of each event.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Consumers { get; } =
        new Dictionary<string, IReadOnlyList<string>>
        {
            [MessageNames.ContractRegistered] = [RewardsInbox, CertificatesInbox, GrantsInbox],
            [MessageNames.ContractChanged] = [RewardsInbox, CertificatesInbox, GrantsInbox],
            [MessageNames.ContractCancelled] = [RewardsInbox, CertificatesInbox, GrantsInbox],
            [MessageNames.ContractRevoked] = [RewardsInbox, CertificatesInbox, GrantsInbox],
            [MessageNames.CasePartiesSeen] = [PartiesInbox],
            [MessageNames.PartyMerged] = [PartiesInbox],
            [MessageNames.CaseNotice] = [NoticesInbox],
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
            [MessageNames.PolicyFiguresDue] = [RewardsFiguring],
            [MessageNames.OrganisationFactsStated] = [RewardsFiguring],
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
