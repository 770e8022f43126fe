using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>What the cells of a column hold.</summary>
public enum CellKind
{
    Text,

    /// <summary>A code of a code table; its national code or its Chinese name is taken for it too.</summary>
    Code,

    /// <summary>Yuan, at most two decimals.</summary>
    Money,
    Number,

    /// <summary>A share of one: 0.03, or 3%.</summary>
    Share,
    Date,

    /// <summary>是 or 否.</summary>
    YesNo,

    /// <summary>A word of the interface (paymentMode, scale …), or its Chinese name.</summary>
    Word,

    /// <summary>A list as JSON, in the fields of the interface.</summary>
    List,
}

/// <summary>When a column and its cells must be there.</summary>
public enum Need
{
    Optional,
    Always,

    /// <summary>Only when past registrations are brought in.</summary>
    Historical,
}

/// <summary>A column of the national form, or one of our own after them.</summary>
/// <param name="Name">The national system's name, or ours in the same manner.</param>
/// <param name="Heading">The Chinese heading.</param>
/// <param name="Path">The field of a contract that it holds.</param>
/// <param name="Value">Takes the value from a contract, already without what its reader may not see: text, amount, number, date or bool;
/// null for a column that is never written.</param>
public sealed record Column(
    string Name,
    string Heading,
    string Path,
    CellKind Kind,
    Func<Contract, object?>? Value,
    Need Need = Need.Optional
)
{
    /// <summary>Other headings that people use for it.</summary>
    public IReadOnlyList<string> OtherHeadings { get; init; } = [];

    /// <summary>True when the column must be there.</summary>
    public bool IsNeeded(ImportMode mode) => Need == Need.Always || (Need == Need.Historical && mode == ImportMode.Historical);

    /// <summary>Name and heading, for sentences.</summary>
    public Text Title => new(Heading, Name);
}
