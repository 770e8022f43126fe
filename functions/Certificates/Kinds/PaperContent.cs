using System.Text.Json.Serialization;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;

namespace TechTransfer.Certificates.Kinds;

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

    /// <summary>Its document, with the imprint.</summary>
    internal abstract IDocument LaidOut(Imprint imprint);

    /// <summary>The PDF, not signed yet. The same arguments give the same bytes.</summary>
    public byte[] Render(Imprint imprint)
    {
        Fonts.Register();
        return LaidOut(imprint).GeneratePdf();
    }
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
    public static IReadOnlySet<string> All { get; } =
        typeof(PaperKinds).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToHashSet();
}
