using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>A part of the price that is no technology: the filer's claim, or the registrar's word on it.</summary>
/// <param name="Type">One of the rule set's cost-line types.</param>
/// <param name="Description">What it is.</param>
/// <param name="Amount">What it costs, yuan.</param>
/// <param name="Quantity">How many; null for a lump sum.</param>
/// <param name="UnitPrice">What one costs; given together with the quantity.</param>
/// <param name="ReasonableQuantity">How many are kept in the technical amount (合理数量标的物).</param>
/// <param name="Deducted">What is taken off the value; left out, it follows from the rest.</param>
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
