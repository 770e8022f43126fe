namespace TechTransfer.ContractRegistration.Rules;

/// <param name="ContractValue">Target for the 合同成交额 of the contracts registered in the year, yuan.</param>
public sealed record Target(int Year, Yuan ContractValue, Citation Citation);

/// <summary>Loaded from <c>statistics.json</c>.</summary>
/// <param name="HomeProvince">First two digits (GB/T 2260) of the municipality that contains the zone.</param>
/// <param name="SuppressBelow">A cell with fewer contracts is not shown to the public.</param>
public sealed record StatisticsRules(string HomeProvince, int SuppressBelow, IReadOnlyList<Target> Targets)
{
    /// <summary>Throws <see cref="RuleFileException"/> with the name of the invalid field.</summary>
    public static StatisticsRules Load()
    {
        var rules = RuleFiles.Read<StatisticsRules>(typeof(StatisticsRules).Assembly, "Statistics/").Single();
        if (rules.HomeProvince.Length != 2 || !rules.HomeProvince.All(char.IsAsciiDigit))
            throw new RuleFileException("statistics homeProvince: must be two digits.");
        if (rules.SuppressBelow < 1)
            throw new RuleFileException("statistics suppressBelow: must be above 0.");
        if (rules.Targets.GroupBy(t => t.Year).FirstOrDefault(g => g.Count() > 1)?.Key is { } twice)
            throw new RuleFileException($"statistics targets: hold {twice} twice.");
        if (rules.Targets.FirstOrDefault(t => t.ContractValue <= Yuan.Zero)?.Year is { } none)
            throw new RuleFileException($"statistics targets: that of {none} must be above 0.");
        return rules;
    }
}
