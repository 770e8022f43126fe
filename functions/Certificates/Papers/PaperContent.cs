using System.Text.Json.Serialization;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Kernel;

namespace TechTransfer.Certificates.Papers;

/// <summary>What a paper says: one record for each kind of paper, kept as it was when the paper was asked for.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(RegistrationContent), PaperKinds.Registration)]
[JsonDerivedType(typeof(InformationSheetContent), PaperKinds.InformationSheet)]
[JsonDerivedType(typeof(CorrectionContent), PaperKinds.CorrectionNotice)]
[JsonDerivedType(typeof(RefusalContent), PaperKinds.RefusalNotice)]
[JsonDerivedType(typeof(ChangeContent), PaperKinds.ChangeNotice)]
[JsonDerivedType(typeof(CancellationContent), PaperKinds.CancellationNotice)]
[JsonDerivedType(typeof(IncomeContent), PaperKinds.IncomeAssessment)]
[JsonDerivedType(typeof(TaxReliefContent), PaperKinds.TaxReliefOpinion)]
[JsonDerivedType(typeof(RegisteredListContent), PaperKinds.RegisteredList)]
[JsonDerivedType(typeof(RewardDecisionContent), PaperKinds.RewardDecision)]
[JsonDerivedType(typeof(RewardClawbackContent), "rewardClawback")]
[JsonDerivedType(typeof(RewardNoticeContent), "rewardNotice")]
[JsonDerivedType(typeof(GrantNoticeContent), "grantNotice")]
[JsonDerivedType(typeof(DistributionNoticeContent), "distributionNotice")]
[JsonDerivedType(typeof(GrantContent), PaperKinds.Grant)]
[JsonDerivedType(typeof(AgreementContent), PaperKinds.AgreementSummary)]
[JsonDerivedType(typeof(DistributionContent), PaperKinds.DistributionStatement)]
public abstract record PaperContent
{
    /// <summary>What the rest of the app must know of it.</summary>
    public abstract PaperDescription Describe();
}

/// <summary>What issuing, showing and verifying need of a paper's content.</summary>
public sealed record PaperDescription
{
    /// <summary>Which kind, as in <see cref="PaperKinds"/>.</summary>
    public required string Kind { get; init; }
    /// <summary>The kind's name, as in 技术合同登记证明.</summary>
    public required Text Title { get; init; }
    /// <summary>Who issues it, for print: the registrar's office, an organisation.</summary>
    public required string Issuer { get; init; }
    /// <summary>Who may see it without its number and code.</summary>
    public required Access Access { get; init; }
    /// <summary>The contracts, claims and grants that it falls with; empty for what was done and stays so, as a notice of cancellation.</summary>
    public required IReadOnlyList<string> RestsOn { get; init; }
    /// <summary>What anyone with number and code learns: no more than stands on the paper, no secrets, nobody else's money.</summary>
    public required IReadOnlyList<CertifiedFact> Facts { get; init; }
    /// <summary>True when the file carries a signed statement of its facts for machines; its layout then claims PDF/A-3.</summary>
    public bool CarriesStatement { get; init; }
}

/// <summary>A fact that a paper certifies.</summary>
/// <param name="Name">Its name in JSON, camelCase.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Value">Its value in JSON.</param>
/// <param name="Shown">Its value for people, in Chinese.</param>
public sealed record CertifiedFact(string Name, Text Label, object Value, string Shown);

/// <summary>Who may see a paper.</summary>
/// <param name="Roles">Those who see all of its kind.</param>
/// <param name="Organisations">USCCs of the organisations that it concerns.</param>
/// <param name="OfficeOnly">True when only the organisation's transfer office may: what it tells belongs to a person.</param>
public sealed record Access(IReadOnlyList<Role> Roles, IReadOnlyList<string> Organisations, bool OfficeOnly = false)
{
    public bool Permits(Caller caller) => Roles.Any(caller.Is) || (!OfficeOnly || caller.Is(Role.Office)) && Organisations.Any(caller.ActsFor);
}

/// <summary>The kinds of papers by the names that <c>GET /certificates</c> answers.</summary>
public static class PaperKinds
{
    /// <summary>技术合同登记证明.</summary>
    public const string Registration = "registration";
    /// <summary>技术合同信息表.</summary>
    public const string InformationSheet = "informationSheet";
    /// <summary>补正通知书.</summary>
    public const string CorrectionNotice = "correctionNotice";
    /// <summary>不予登记通知书.</summary>
    public const string RefusalNotice = "refusalNotice";
    /// <summary>变更登记通知书.</summary>
    public const string ChangeNotice = "changeNotice";
    /// <summary>注销（撤销）登记通知书.</summary>
    public const string CancellationNotice = "cancellationNotice";
    /// <summary>技术性收入核定表.</summary>
    public const string IncomeAssessment = "incomeAssessment";
    /// <summary>审核意见证明.</summary>
    public const string TaxReliefOpinion = "taxReliefOpinion";
    /// <summary>登记清单.</summary>
    public const string RegisteredList = "registeredList";
    /// <summary>奖励决定书.</summary>
    public const string RewardDecision = "rewardDecision";
    /// <summary>公示.</summary>
    public const string PublicNotice = "publicNotice";
    /// <summary>赋权证书.</summary>
    public const string Grant = "grant";
    /// <summary>赋权协议摘要.</summary>
    public const string AgreementSummary = "agreementSummary";
    /// <summary>收益分配单.</summary>
    public const string DistributionStatement = "distributionStatement";

    /// <summary>All of them.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>
    {
        Registration, InformationSheet, CorrectionNotice, RefusalNotice, ChangeNotice,
        CancellationNotice, IncomeAssessment, TaxReliefOpinion, RegisteredList, RewardDecision,
        PublicNotice, Grant, AgreementSummary, DistributionStatement,
    };
}
