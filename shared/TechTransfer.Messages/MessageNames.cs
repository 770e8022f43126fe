namespace TechTransfer.Messages;

/// <summary>The wire names of the messages, for those who tell them apart. What is in a queue has them: they never change.</summary>
public static class MessageNames
{
    /// <summary><see cref="TechTransfer.Messages.ContractRegistered"/>.</summary>
    public const string ContractRegistered = "ContractRegistered";

    /// <summary><see cref="TechTransfer.Messages.ContractChanged"/>.</summary>
    public const string ContractChanged = "ContractChanged";

    /// <summary><see cref="TechTransfer.Messages.ContractCancelled"/>.</summary>
    public const string ContractCancelled = "ContractCancelled";

    /// <summary><see cref="TechTransfer.Messages.ContractRevoked"/>.</summary>
    public const string ContractRevoked = "ContractRevoked";

    /// <summary><see cref="TechTransfer.Messages.CasePartiesSeen"/>.</summary>
    public const string CasePartiesSeen = "CasePartiesSeen";

    /// <summary><see cref="TechTransfer.Messages.PartyMerged"/>.</summary>
    public const string PartyMerged = "PartyMerged";

    /// <summary><see cref="TechTransfer.Messages.CaseNotice"/>.</summary>
    public const string CaseNotice = "CaseNotice";

    /// <summary><see cref="TechTransfer.Messages.DeliveryDue"/>.</summary>
    public const string DeliveryDue = "DeliveryDue";

    /// <summary><see cref="TechTransfer.Messages.ReceiptConfirmed"/>.</summary>
    public const string ReceiptConfirmed = "ReceiptConfirmed";

    /// <summary><see cref="TechTransfer.Messages.ReceiptRefunded"/>.</summary>
    public const string ReceiptRefunded = "ReceiptRefunded";

    /// <summary><see cref="TechTransfer.Messages.ImportStepDue"/>.</summary>
    public const string ImportStepDue = "ImportStepDue";

    /// <summary><see cref="TechTransfer.Messages.ReissueStepDue"/>.</summary>
    public const string ReissueStepDue = "ReissueStepDue";

    /// <summary><see cref="TechTransfer.Messages.ReplayStepDue"/>.</summary>
    public const string ReplayStepDue = "ReplayStepDue";

    /// <summary><see cref="TechTransfer.Messages.CorrectionRequested"/>.</summary>
    public const string CorrectionRequested = "CorrectionRequested";

    /// <summary><see cref="TechTransfer.Messages.RefusalDecided"/>.</summary>
    public const string RefusalDecided = "RefusalDecided";

    /// <summary><see cref="TechTransfer.Messages.RefusalLifted"/>.</summary>
    public const string RefusalLifted = "RefusalLifted";

    /// <summary><see cref="TechTransfer.Messages.EntitlementChanged"/>.</summary>
    public const string EntitlementChanged = "EntitlementChanged";

    /// <summary><see cref="TechTransfer.Messages.SettlementStepDue"/>.</summary>
    public const string SettlementStepDue = "SettlementStepDue";

    /// <summary><see cref="TechTransfer.Messages.PolicyFiguresDue"/>.</summary>
    public const string PolicyFiguresDue = "PolicyFiguresDue";

    /// <summary><see cref="TechTransfer.Messages.OrganisationFactsStated"/>.</summary>
    public const string OrganisationFactsStated = "OrganisationFactsStated";

    /// <summary><see cref="TechTransfer.Messages.RewardNoticeOpened"/>.</summary>
    public const string RewardNoticeOpened = "RewardNoticeOpened";

    /// <summary><see cref="TechTransfer.Messages.RewardDecided"/>.</summary>
    public const string RewardDecided = "RewardDecided";

    /// <summary><see cref="TechTransfer.Messages.RewardClawedBack"/>.</summary>
    public const string RewardClawedBack = "RewardClawedBack";

    /// <summary><see cref="TechTransfer.Messages.GrantNoticeOpened"/>.</summary>
    public const string GrantNoticeOpened = "GrantNoticeOpened";

    /// <summary><see cref="TechTransfer.Messages.GrantAgreementSigned"/>.</summary>
    public const string GrantAgreementSigned = "GrantAgreementSigned";

    /// <summary><see cref="TechTransfer.Messages.GrantEnteredIntoForce"/>.</summary>
    public const string GrantEnteredIntoForce = "GrantEnteredIntoForce";

    /// <summary><see cref="TechTransfer.Messages.GrantEnded"/>.</summary>
    public const string GrantEnded = "GrantEnded";

    /// <summary><see cref="TechTransfer.Messages.AchievementUpdated"/>.</summary>
    public const string AchievementUpdated = "AchievementUpdated";

    /// <summary><see cref="TechTransfer.Messages.ConversionLinked"/>.</summary>
    public const string ConversionLinked = "ConversionLinked";

    /// <summary><see cref="TechTransfer.Messages.DistributionNoticeOpened"/>.</summary>
    public const string DistributionNoticeOpened = "DistributionNoticeOpened";

    /// <summary><see cref="TechTransfer.Messages.DistributionApproved"/>.</summary>
    public const string DistributionApproved = "DistributionApproved";

    /// <summary><see cref="TechTransfer.Messages.DistributionClawedBack"/>.</summary>
    public const string DistributionClawedBack = "DistributionClawedBack";
}
