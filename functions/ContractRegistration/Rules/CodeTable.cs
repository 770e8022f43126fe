namespace TechTransfer.ContractRegistration.Rules;

/// <summary>A code table, as its file in <c>CodeTables/</c> states it.</summary>
/// <param name="Name">Name of the table, also of the file.</param>
/// <param name="From">First day of the table and, unless it says otherwise, of each code.</param>
/// <param name="Citation">Source of the codes and, unless one says otherwise, how sure we are of them.</param>
/// <param name="Remark">What is missing, or not known of the national codes.</param>
public sealed record CodeTable(string Name, Text Title, DateOnly From, Citation Citation, IReadOnlyList<Code> Codes, Text? Remark = null)
{
    /// <summary>The code, if the table holds it on that day.</summary>
    public Code? Find(string code, DateOnly on) =>
        Codes.FirstOrDefault(c => c.Value == code && (c.From ?? From) <= on && (c.To is null || on <= c.To));
}

/// <summary>One code.</summary>
/// <param name="Value">The code itself.</param>
/// <param name="NationalCode">The national system's code for the same; null where we do not know it.</param>
/// <param name="Parent">The code above it, in a table of two levels.</param>
/// <param name="Confidence">How sure we are, where it differs from the table.</param>
/// <param name="Remark">What is not known of it.</param>
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
