using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Kinds;

namespace TechTransfer.Certificates.Papers;

/// <summary>The layout of each kind of paper: a document of its content and the imprint.</summary>
internal static class PaperLayouts
{
    /// <exception cref="InvalidOperationException">No layout is known for this content.</exception>
    public static IDocument Of(PaperContent content, Imprint imprint) => content switch
    {
        RegistrationContent registration => new RegistrationCertificate(registration.Contract, imprint),
        InformationSheetContent sheet => new InformationSheet(sheet, imprint),
        CorrectionContent correction => new CorrectionNotice(correction, imprint),
        RefusalContent refusal => new RefusalNotice(refusal, imprint),
        ChangeContent change => new ChangeNotice(change, imprint),
        CancellationContent cancellation => new CancellationNotice(cancellation, imprint),
        IncomeContent income => new IncomeAssessment(income, imprint),
        TaxReliefContent opinion => new TaxReliefOpinion(opinion, imprint),
        RegisteredListContent list => new RegisteredList(list, imprint),
        RewardDecisionContent decision => new RewardDecision(decision, imprint),
        RewardClawbackContent clawback => new RewardDecision(clawback, imprint),
        RewardNoticeContent notice => new RewardNotice(notice, imprint),
        GrantNoticeContent notice => new GrantNotice(notice, imprint),
        DistributionNoticeContent notice => new DistributionNotice(notice, imprint),
        GrantContent grant => new GrantCertificate(grant, imprint),
        AgreementContent agreement => new AgreementSummary(agreement, imprint),
        DistributionContent distribution => new DistributionStatement(distribution, imprint),
        _ => throw new InvalidOperationException($"There is no layout for {content.GetType().Name}."),
    };

    /// <summary>The PDF, not signed yet. The same arguments give the same bytes.</summary>
    public static byte[] Render(PaperContent content, Imprint imprint)
    {
        Fonts.Register();
        return Of(content, imprint).GeneratePdf();
    }
}
