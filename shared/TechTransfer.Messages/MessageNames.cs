namespace TechTransfer.Messages;

/// <summary>The wire names of all messages. They must never change, since queued and stored messages contain them.</summary>
public static class MessageNames
{
    /// <summary>Sent when a contract is registered (登记).</summary>
    public const string ContractRegistered = "ContractRegistered";

    /// <summary>Sent when a change of a registered contract is registered, or a clerical slip corrected.</summary>
    public const string ContractChanged = "ContractChanged";

    /// <summary>Sent when a registration is cancelled at the filer's request (注销).</summary>
    public const string ContractCancelled = "ContractCancelled";

    /// <summary>Sent when the registrar revokes a registration (撤销).</summary>
    public const string ContractRevoked = "ContractRevoked";

    /// <summary>Sent when a contract is submitted, with its organisations' data for the directory of parties.</summary>
    public const string CasePartiesSeen = "CasePartiesSeen";

    /// <summary>Sent when an organisation is merged into another one.</summary>
    public const string PartyMerged = "PartyMerged";

    /// <summary>Sent to put a notification into people's inboxes.</summary>
    public const string CaseNotice = "CaseNotice";

    /// <summary>Sent to deliver a notification to the configured webhook.</summary>
    public const string DeliveryDue = "DeliveryDue";

    /// <summary>Sent when a receipt of money is confirmed (到账确认), or its technical income determined later.</summary>
    public const string ReceiptConfirmed = "ReceiptConfirmed";

    /// <summary>Sent when a refund of received money is confirmed.</summary>
    public const string ReceiptRefunded = "ReceiptRefunded";

    /// <summary>Sent for each part of an import, to start its processing.</summary>
    public const string ImportStepDue = "ImportStepDue";

    /// <summary>Sent for each part of a re-issue of certificates, to start its processing.</summary>
    public const string ReissueStepDue = "ReissueStepDue";

    /// <summary>Sent for each step of a replay, to start its processing.</summary>
    public const string ReplayStepDue = "ReplayStepDue";

    /// <summary>Sent when a case or change is returned for correction (补正).</summary>
    public const string CorrectionRequested = "CorrectionRequested";

    /// <summary>Sent when a registration or change is refused (不予登记).</summary>
    public const string RefusalDecided = "RefusalDecided";

    /// <summary>Sent when an objection to a refusal is upheld.</summary>
    public const string RefusalLifted = "RefusalLifted";

    /// <summary>Sent when recalculation gives an entitlement another amount.</summary>
    public const string EntitlementChanged = "EntitlementChanged";

    /// <summary>Sent for each step of a settlement, to start its processing.</summary>
    public const string SettlementStepDue = "SettlementStepDue";

    /// <summary>Sent for each step of recalculating a policy's figures, to start its processing.</summary>
    public const string PolicyFiguresDue = "PolicyFiguresDue";

    /// <summary>Sent when officers state facts about an organisation that its entitlements depend on.</summary>
    public const string OrganisationFactsStated = "OrganisationFactsStated";

    /// <summary>Sent when the public notice (公示) of a reward begins.</summary>
    public const string RewardNoticeOpened = "RewardNoticeOpened";

    /// <summary>Sent when a reward claim is approved.</summary>
    public const string RewardDecided = "RewardDecided";

    /// <summary>Sent when an approved reward is reduced (追回).</summary>
    public const string RewardClawedBack = "RewardClawedBack";

    /// <summary>Sent when the public notice (公示) of a grant begins.</summary>
    public const string GrantNoticeOpened = "GrantNoticeOpened";

    /// <summary>Sent when the agreement about a grant is signed.</summary>
    public const string GrantAgreementSigned = "GrantAgreementSigned";

    /// <summary>Sent when a grant enters into force or is extended.</summary>
    public const string GrantEnteredIntoForce = "GrantEnteredIntoForce";

    /// <summary>Sent when a grant expires, is taken back or terminated.</summary>
    public const string GrantEnded = "GrantEnded";

    /// <summary>Sent when data of an achievement changes that its distributions copy.</summary>
    public const string AchievementUpdated = "AchievementUpdated";

    /// <summary>Sent when a user links a registered contract to an achievement.</summary>
    public const string ConversionLinked = "ConversionLinked";

    /// <summary>Sent when the public notice (公示) of a distribution begins.</summary>
    public const string DistributionNoticeOpened = "DistributionNoticeOpened";

    /// <summary>Sent when a distribution of income is approved.</summary>
    public const string DistributionApproved = "DistributionApproved";

    /// <summary>Sent when the amounts of an approved distribution are reduced.</summary>
    public const string DistributionClawedBack = "DistributionClawedBack";
}
