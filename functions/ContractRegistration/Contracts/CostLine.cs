namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>A non-technical part of the price, as claimed by the filer or assessed by the registrar.</summary>
/// <param name="Type">One of the rule set's cost-line types.</param>
/// <param name="Description">What it is.</param>
/// <param name="Amount">What it costs, yuan.</param>
/// <param name="Quantity">How many; null for a lump sum.</param>
/// <param name="UnitPrice">What one costs; given together with the quantity.</param>
/// <param name="ReasonableQuantity">How many are kept in the technical amount (合理数量标的物).</param>
/// <param name="Deducted">Deduction from the value; derived from the other fields when left out.</param>
/// <param name="Reason">Why.</param>
public sealed record CostLine(
    string Type,
    string Description,
    Yuan Amount,
    decimal? Quantity = null,
    Yuan? UnitPrice = null,
    decimal? ReasonableQuantity = null,
    Yuan? Deducted = null,
    string? Reason = null
);
