namespace TechTransfer.OwnershipGrants.Achievements;

/// <seealso cref="Conversion"/>
/// <seealso cref="ConvertedContract"/>
public sealed record ConversionView(
    string Id,
    ConversionStatus Status,
    string ContractId,
    string? GrantId,
    string? Number,
    string? Title,
    string? Kind,
    Text? KindName,
    DateOnly? RegisteredOn,
    Yuan? ContractValue,
    Yuan? TechnicalAmount,
    IReadOnlyList<string> Buyers,
    bool ByHand,
    DateTimeOffset LinkedAt,
    Text? Reason,
    IReadOnlyList<Finding>? Findings
)
{
    public static ConversionView Of(Conversion c) =>
        new(
            c.Id,
            c.Status,
            c.ContractId,
            c.GrantId,
            c.Contract?.Number,
            c.Contract?.Title,
            c.Contract?.Kind,
            c.Contract?.KindName,
            c.Contract?.RegisteredOn,
            c.Contract?.ContractValue,
            c.Contract?.TechnicalAmount,
            [.. (c.Contract?.Buyers ?? []).Select(b => b.Name)],
            c.ByHand,
            c.LinkedAt,
            c.Reason,
            c.RightsDiffer == true ? [OtherRights] : null
        );

    private static Finding OtherRights { get; } =
        new(
            FindingCodes.ConversionRightsDiffer,
            Severity.Warning,
            "ipRights",
            new(
                "合同所列知识产权与该成果的权利均不一致，请核对该合同是否转化该成果，再分配收益。",
                "None of the rights that the contract names is one of the achievement. Check that it converts this achievement before "
                    + "income is distributed."
            )
        );
}
