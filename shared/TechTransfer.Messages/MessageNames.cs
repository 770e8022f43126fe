namespace TechTransfer.Messages;

/// <summary>The wire names of all messages. They must never change, since queued and stored messages contain them.</summary>
public static class MessageNames
{
    /// <summary>A contract was registered (登记). To Rewards, Certificates and Grants.</summary>
    public const string ContractRegistered = "ContractRegistered";

    /// <summary>A change of a registered contract was registered, or a clerical slip corrected. To Rewards, Certificates and
    /// Grants.</summary>
    public const string ContractChanged = "ContractChanged";

    /// <summary>A registration was cancelled at the filer's request (注销). To Rewards, Certificates and Grants.</summary>
    public const string ContractCancelled = "ContractCancelled";

    /// <summary>The registrar revoked a registration (撤销). To Rewards, Certificates and Grants.</summary>
    public const string ContractRevoked = "ContractRevoked";

    /// <summary>A contract or a change was submitted: what its application form shows. To Certificates.</summary>
    public const string ApplicationSubmitted = "ApplicationSubmitted";

    /// <summary>A claim, grant or distribution was filed. To Certificates.</summary>
    public const string CertificatesExpected = "CertificatesExpected";

    /// <summary>A contract was submitted. To the directory of parties, within ContractRegistration.</summary>
    public const string ContractPartiesFiled = "CasePartiesSeen";

    /// <summary>An organisation was merged into another one. To the directory of parties, within ContractRegistration.</summary>
    public const string PartyMerged = "PartyMerged";

    /// <summary>People are to get a notification. From any app to the inboxes in ContractRegistration.</summary>
    public const string NotificationMessage = "CaseNotice";

    /// <summary>A notification is to be sent to the configured webhook, within ContractRegistration.</summary>
    public const string DeliveryDue = "DeliveryDue";

    /// <summary>A receipt was confirmed (到账确认), or its technical income determined later. To Rewards, Certificates and Grants.</summary>
    public const string ReceiptConfirmed = "ReceiptConfirmed";

    /// <summary>A refund of a receipt was confirmed. To Rewards, Certificates and Grants.</summary>
    public const string ReceiptRefunded = "ReceiptRefunded";

    /// <summary>Starts the processing of one part of an import, within ContractRegistration.</summary>
    public const string ImportStepDue = "ImportStepDue";

    /// <summary>Starts the processing of one part of a re-issue, within Certificates.</summary>
    public const string ReissueStepDue = "ReissueStepDue";

    /// <summary>Starts the processing of one step of a replay, within ContractRegistration.</summary>
    public const string ReplayStepDue = "ReplayStepDue";

    /// <summary>A filing or change was returned for correction (补正). To Certificates, which issues the notice.</summary>
    public const string CorrectionRequested = "CorrectionRequested";

    /// <summary>A registration or change was refused (不予登记). To Certificates, which issues the notice.</summary>
    public const string RefusalDecided = "RefusalDecided";

    /// <summary>An objection to a refusal was upheld. To Certificates, which cancels the notice.</summary>
    public const string RefusalLifted = "RefusalLifted";

    /// <summary>Recalculation gave an entitlement another amount. To the claims, within RewardCalculation.</summary>
    public const string EntitlementChanged = "EntitlementChanged";

    /// <summary>Starts the processing of one step of a settlement, within RewardCalculation.</summary>
    public const string SettlementStepDue = "SettlementStepDue";

    /// <summary>Starts the processing of one step of recalculating a policy's figures, within RewardCalculation.</summary>
    public const string PolicyFiguresDue = "PolicyFiguresDue";

    /// <summary>Officers stated facts about an organisation that its entitlements depend on. Within RewardCalculation.</summary>
    public const string OrganisationFactsStated = "OrganisationFactsStated";

    /// <summary>An officer confirmed a declared fact of a contract that its rewards depend on. Within RewardCalculation.</summary>
    public const string ContractFactsConfirmed = "ContractFactsConfirmed";

    /// <summary>The public notice (公示) of a reward began. To Certificates.</summary>
    public const string RewardNoticeOpened = "RewardNoticeOpened";

    /// <summary>A reward claim was approved. To Certificates, which issues the decision.</summary>
    public const string RewardDecided = "RewardDecided";

    /// <summary>An approved reward was reduced (追回). To Certificates.</summary>
    public const string RewardClawedBack = "RewardClawedBack";

    /// <summary>The public notice (公示) of a grant began. To Certificates.</summary>
    public const string GrantNoticeOpened = "GrantNoticeOpened";

    /// <summary>The agreement about a grant was signed. To Certificates.</summary>
    public const string GrantAgreementSigned = "GrantAgreementSigned";

    /// <summary>A grant entered into force or was extended. To Certificates, and to the grants app itself.</summary>
    public const string GrantEnteredIntoForce = "GrantEnteredIntoForce";

    /// <summary>A grant expired, was taken back or terminated. To Certificates.</summary>
    public const string GrantEnded = "GrantEnded";

    /// <summary>The name or the end of an achievement, or the identity of a team member, changed. To its distributions, within
    /// OwnershipGrants.</summary>
    public const string AchievementUpdated = "AchievementUpdated";

    /// <summary>A user linked a registered contract to an achievement. Within OwnershipGrants.</summary>
    public const string ConversionLinked = "ConversionLinked";

    /// <summary>The public notice (公示) of a distribution began. To Certificates.</summary>
    public const string DistributionNoticeOpened = "DistributionNoticeOpened";

    /// <summary>A distribution of income was approved. To Certificates.</summary>
    public const string DistributionApproved = "DistributionApproved";

    /// <summary>The amounts of an approved distribution were reduced. To Certificates.</summary>
    public const string DistributionClawedBack = "DistributionClawedBack";
}
