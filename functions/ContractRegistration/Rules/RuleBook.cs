namespace TechTransfer.ContractRegistration.Rules;

/// <summary>Loaded and validated when the app starts.</summary>
public sealed record RuleBook(RuleSets RuleSets, CodeTables Codes, WorkingCalendar Calendar)
{
    public StatisticsRules Statistics { get; init; } = StatisticsRules.Load();

    public static RuleBook Load()
    {
        var codes = CodeTables.Load();
        return new(RuleSets.Load(codes), codes, WorkingCalendar.Published);
    }
}
