using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Engine.Compiled;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>What a policy officer should know about a published version: facts that nobody or only a person fills.</summary>
public static class PolicyNotes
{
    public static IReadOnlyList<Text> Of(Policy policy)
    {
        var notes = new List<Text>();
        if (policy.Beneficiary == BeneficiaryRole.Platform)
            notes.Add(
                new(
                    "登记信息不包括平台运营方，系统不能按本版政策生成可享奖励。",
                    "Registration data do not show who operates a platform, so no entitlement can be established under this version."
                )
            );
        if (policy.Beneficiary == BeneficiaryRole.BrokerPerson)
            notes.Add(
                new(
                    "登记数据不提供个人身份信息，系统不能据此为个人生成可享奖励；本版政策仅供测算。",
                    "Registration data do not identify individuals, so no entitlement can be established under this version. Use it for quotes only."
                )
            );
        foreach (var name in FactsOf(policy).Distinct().Order(StringComparer.Ordinal))
        {
            if (FactNames.Find(policy, name) is not { } fact)
                continue;
            if (
                name.StartsWith(FactNames.DeclaredOfContract, StringComparison.Ordinal)
                || name is "contract.usedLocally" or "contract.onPlatform"
            )
                notes.Add(
                    new(
                        $"“{fact.Title.Zh}”不来自登记，须由合同当事人逐份申报并经确认后才计入。",
                        $"'{fact.Title.En}' does not come from registration: a party declares it for each contract, and it counts once confirmed."
                    )
                );
            else if (name.StartsWith(FactNames.Declared, StringComparison.Ordinal))
                notes.Add(
                    new(
                        $"“{fact.Title.Zh}”不来自登记，须由财政经办人或者政策管理员按单位和年度填报。",
                        $"'{fact.Title.En}' does not come from registration: an officer states it for each organisation and year."
                    )
                );
        }
        return notes;
    }

    private static IEnumerable<string> FactsOf(Policy policy)
    {
        var conditions = policy
            .Counts.Concat(policy.Eligibility)
            .Concat(policy.Clauses.SelectMany(c => c.When))
            .Concat(policy.Figures.OfType<ContractsFigure>().Select(f => f.Where).OfType<Condition>());
        return conditions
            .SelectMany(c => c.Leaves())
            .Select(l => l.Fact!)
            .Concat(policy.Figures.OfType<DeclaredFigure>().SelectMany(f => Named(FactNames.Declared, f.Fact, f.Less)))
            .Concat(policy.Figures.OfType<ContractsFigure>().SelectMany(f => Named(FactNames.DeclaredOfContract, f.Fact)));
    }

    private static IEnumerable<string> Named(string prefix, params string?[] names) => names.OfType<string>().Select(n => prefix + n);
}
