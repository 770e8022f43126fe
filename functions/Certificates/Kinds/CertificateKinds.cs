namespace TechTransfer.Certificates.Kinds;

public static class CertificateKinds
{
    public static IReadOnlyList<CertificateKind> All { get; } =
    [
        RegistrationContent.Definition,
        ApplicationContent.Definition,
        InformationSheetContent.Definition,
        CorrectionContent.Definition,
        RefusalContent.Definition,
        ChangeContent.Definition,
        CancellationContent.Definition,
        IncomeContent.Definition,
        TaxReliefContent.Definition,
        RegisteredListContent.Definition,
        RewardDecision.Definition,
        PublicNotice.Definition,
        GrantContent.Definition,
        AgreementContent.Definition,
        DistributionContent.Definition,
    ];

    public static IReadOnlySet<string> Names { get; } = All.Select(kind => kind.Name).ToHashSet();
}
