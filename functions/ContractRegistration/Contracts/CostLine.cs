namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>A non-technical part of the price (费用明细), as claimed by the filer or assessed by the registrar.</summary>
/// <param name="Type">Code of a cost-line type in the rule set.</param>
/// <param name="Amount">Total of the line, yuan.</param>
/// <param name="Quantity">Number of units; null for a lump sum.</param>
/// <param name="UnitPrice">Price per unit, yuan; given if and only if the quantity is.</param>
/// <param name="ReasonableQuantity">Number of units that stay in the technical amount (合理数量标的物).</param>
/// <param name="Deducted">Deduction from the contract value, yuan; calculated if left out.</param>
/// <param name="Reason">Reason for a reasonable quantity or for a difference from the filer's lines.</param>
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
