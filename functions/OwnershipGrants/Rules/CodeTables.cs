namespace TechTransfer.OwnershipGrants.Rules;

/// <summary>A code of a table.</summary>
/// <param name="Numbered">Of a kind of right: true when an office gives it a number.</param>
/// <param name="Family">Of a kind of right: rights of one family share their numbers, as a patent and its application do.</param>
/// <param name="PublicFund">Of an origin of funds: true when the limits on achievements of public plans hold.</param>
public sealed record Code(string Value, Text Name, bool Numbered = false, string? Family = null, bool PublicFund = false);

/// <summary>A code table, as its file states it.</summary>
public sealed record CodeTable(string Name, Text Title, Citation Citation, IReadOnlyList<Code> Codes)
{
    /// <summary>What there is to choose from, in a sentence.</summary>
    public Text Choices() => Text.Join(Codes.Select(c => c.Name));

    public Code? Find(string? code) => Codes.FirstOrDefault(c => c.Value == code);
}

/// <summary>The app's code tables.</summary>
public static class CodeTables
{
    private static readonly Dictionary<string, CodeTable> All = RuleFiles
        .Read<CodeTable>(typeof(CodeTable).Assembly, "CodeTables/")
        .ToDictionary(t => t.Name);

    public static CodeTable RightKind { get; } = All["rightKind"];

    public static CodeTable FundOrigin { get; } = All["fundOrigin"];
}
