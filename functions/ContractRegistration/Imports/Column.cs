using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Imports;

public enum CellKind
{
    Text,

    /// <summary>A code of a code table. A cell may also contain the national code or the Chinese name.</summary>
    Code,

    /// <summary>Yuan, at most two decimals.</summary>
    Money,
    Number,

    /// <summary>A fraction of 1, written 0.03 or 3%.</summary>
    Share,
    Date,

    /// <summary>是 or 否.</summary>
    YesNo,

    /// <summary>A value of an enum in the API, such as paymentMode or scale. A cell may also contain its Chinese name.</summary>
    Word,

    /// <summary>A list as JSON, with the field names of the API.</summary>
    List,
}

public enum Need
{
    Optional,
    Always,

    /// <summary>Mandatory only in an import of past registrations.</summary>
    Historical,
}

/// <summary>A column of the national form, or one that this app adds after those of the form.</summary>
/// <param name="Name">Name in the national system; added columns follow its style.</param>
/// <param name="Heading">Chinese heading, as exports write it.</param>
/// <param name="Path">Path of the contract field, for example <c>sellers[0].name</c>.</param>
/// <param name="Value">
/// Reads the cell value for an export: text, amount, number, date or bool. The contract has already been reduced to what the reader may
/// see. Null for a column that is never exported.
/// </param>
public sealed record Column(
    string Name,
    string Heading,
    string Path,
    CellKind Kind,
    Func<Contract, object?>? Value,
    Need Need = Need.Optional
)
{
    /// <summary>Further headings that are accepted on import.</summary>
    public IReadOnlyList<string> OtherHeadings { get; init; } = [];

    public bool IsNeeded(ImportMode mode) => Need == Need.Always || (Need == Need.Historical && mode == ImportMode.Historical);

    public Text Title => new(Heading, Name);
}
