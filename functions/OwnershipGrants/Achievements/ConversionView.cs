namespace TechTransfer.OwnershipGrants.Achievements;

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
    Text? Reason
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
            c.Reason
        );
}
