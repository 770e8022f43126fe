namespace TechTransfer.OwnershipGrants.Rules;

/// <param name="Numbered">For kinds of rights: true if an office assigns a number to such a right.</param>
/// <param name="Family">For kinds of rights: kinds of one family share their numbers, as a patent and its application do.</param>
/// <param name="PublicFund">For origins of funds: true for publicly funded science programmes (科技计划项目), which limit grants abroad.</param>
public sealed record Code(string Value, Text Name, bool Numbered = false, string? Family = null, bool PublicFund = false);

public sealed record CodeTable(string Name, Text Title, Citation Citation, IReadOnlyList<Code> Codes)
{
    public Text Choices() => Text.Join(Codes.Select(c => c.Name));

    public Code? Find(string? code) => Codes.FirstOrDefault(c => c.Value == code);
}

public static class CodeTables
{
    private static readonly Dictionary<string, CodeTable> All = RuleFiles
        .Read<CodeTable>(typeof(CodeTable).Assembly, "CodeTables/")
        .ToDictionary(t => t.Name);

    public static CodeTable RightKind { get; } = All["rightKind"];

    public static CodeTable FundOrigin { get; } = All["fundOrigin"];
}
