namespace TechTransfer.RewardCalculation.Policies;

/// <summary>The contract is registered in the policy year. One that is not registered yet is taken as if it will be.</summary>
public sealed record RegisteredInYear : Condition
{
    public override Verdict Check(Candidate candidate)
    {
        const string code = "registered_in_year";
        var year = candidate.Year;
        if (candidate.Contract.RegisteredOn is not { } day)
        {
            return new(code, true,
                new($"合同尚未登记，按在{year}年内完成认定登记测算。", $"The contract is not registered yet: taken as if it will be within {year}."),
                new Dictionary<string, string> { ["year"] = $"{year}" });
        }
        return new(code, day.Year == year,
            day.Year == year
                ? new($"合同于{day:yyyy-MM-dd}登记，在{year}年度内。", $"The contract was registered on {day:yyyy-MM-dd}, within {year}.")
                : new($"合同于{day:yyyy-MM-dd}登记，不在{year}年度内；请按{day.Year}年度测算。", $"The contract was registered on {day:yyyy-MM-dd}, not within {year}: ask for {day.Year}."),
            new Dictionary<string, string> { ["registeredOn"] = $"{day:yyyy-MM-dd}", ["year"] = $"{year}" });
    }
}
