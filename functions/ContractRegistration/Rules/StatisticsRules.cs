namespace TechTransfer.ContractRegistration.Rules;

/// <summary>What the zone wants to reach in a year.</summary>
/// <param name="ContractValue">合同成交额 of the contracts registered in the year.</param>
public sealed record Target(int Year, Yuan ContractValue, Citation Citation);

/// <summary>What statistics take from data: <c>statistics.json</c>.</summary>
/// <param name="HomeProvince">First two digits of GB/T 2260 of the municipality that the zone lies in.</param>
/// <param name="SuppressBelow">From how many contracts on a cell is shown to the public.</param>
public sealed record StatisticsRules(string HomeProvince, int SuppressBelow, IReadOnlyList<Target> Targets)
{
    /// <summary>The file of this assembly; throws <see cref="RuleFileException"/> naming what is wrong.</summary>
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
