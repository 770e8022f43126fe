namespace TechTransfer.ContractRegistration.Rules;

/// <summary>Loaded from a JSON file in <c>CodeTables/</c>.</summary>
/// <param name="Name">Name of the table, by which it is asked for.</param>
/// <param name="From">First day of the table, and of each code without a first day of its own.</param>
/// <param name="Citation">Source of the codes and its confidence, which applies to each code without a confidence of its own.</param>
/// <param name="Codes">The codes, in the order of the table.</param>
/// <param name="Remark">What is missing from the table or unknown about the national codes; null for nothing.</param>
public sealed record CodeTable(string Name, Text Title, DateOnly From, Citation Citation, IReadOnlyList<Code> Codes, Text? Remark = null)
{
    /// <summary>Null if the code is unknown or not valid on that day.</summary>
    public Code? Find(string code, DateOnly on) =>
        Codes.FirstOrDefault(c => c.Value == code && (c.From ?? From) <= on && (c.To is null || on <= c.To));
}

/// <param name="Value">The code itself.</param>
/// <param name="NationalCode">Corresponding code of the national system; null if unknown.</param>
/// <param name="Parent">Code of the upper level in a table with two levels; otherwise null.</param>
/// <param name="From">First day of the code; null if it was always valid.</param>
/// <param name="To">Last day of the code; null while it is valid.</param>
/// <param name="Confidence">Confidence if it differs from the table's; otherwise null.</param>
/// <param name="Remark">What is unknown about this code; null for nothing.</param>
public sealed record Code(
    string Value,
    Text Name,
    string? NationalCode = null,
    string? Parent = null,
    DateOnly? From = null,
    DateOnly? To = null,
    Confidence? Confidence = null,
    Text? Remark = null
);
