using System.Text.Json;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Engine.Compiled;

namespace TechTransfer.RewardCalculation.Policies.Check;

/// <summary>
/// Checks conditions: each fact must exist, be allowed at its place, and be compared by an operator that its type allows.
/// </summary>
internal sealed class ConditionCheck(Policy policy, PolicyFindings findings)
{
    private const int Deepest = 8;

    public void Check(string path, IReadOnlyList<Condition> conditions, FactScope scope)
    {
        for (var i = 0; i < conditions.Count; i++)
            Check($"{path}[{i}]", conditions[i], scope, null);
    }

    public void Check(string path, Condition condition, FactScope scope, string? article, int depth = 0)
    {
        article = condition.Article ?? article;
        if (depth > Deepest)
        {
            findings.Add(path, $"嵌套超过{Deepest}层", $"conditions lie more than {Deepest} deep");
            return;
        }
        var forms = new object?[] { condition.All, condition.Any, condition.Not, condition.Fact }.Count(f => f is not null);
        if (forms != 1)
        {
            findings.Add(path, "应写且只写一种条件（字段：all、any、not、fact）", "a condition is exactly one of all, any, not, fact");
            return;
        }
        if (condition.Fact is not null)
        {
            Leaf(path, condition, scope);
            if (string.IsNullOrWhiteSpace(article))
                findings.Article(path, article);
            return;
        }
        if (Operators(condition).Any())
            findings.Add(path, "条件组不能带比较", "only a fact is compared");
        if (condition.Not is { } inner)
        {
            Check($"{path}.not", inner, scope, article, depth + 1);
            return;
        }
        var (name, group) = condition.All is { } all ? ("all", all) : ("any", condition.Any!);
        if (group.Count == 0)
            findings.Add($"{path}.{name}", "列表为空，请填写", "the list is empty");
        for (var i = 0; i < group.Count; i++)
            Check($"{path}.{name}[{i}]", group[i], scope, article, depth + 1);
    }

    private void Leaf(string path, Condition leaf, FactScope scope)
    {
        if (FactNames.Find(policy, leaf.Fact!) is not { } fact)
        {
            findings.Add($"{path}.fact", $"没有“{leaf.Fact}”这一指标，请核对", $"there is no fact '{leaf.Fact}'");
            return;
        }
        if (fact.Scope != FactScope.Beneficiary && fact.Scope != scope)
        {
            findings.Add(
                $"{path}.fact",
                fact.Scope == FactScope.Contract
                    ? $"“{leaf.Fact}”属于单份合同，不能用于全年条件"
                    : $"“{leaf.Fact}”属于全年，不能用于单份合同",
                fact.Scope == FactScope.Contract
                    ? $"'{leaf.Fact}' is a fact of one contract, not of a year"
                    : $"'{leaf.Fact}' is a fact of the year, not of one contract"
            );
        }
        if (leaf.Text is { } text)
            findings.Both($"{path}.text", text);
        var operators = Operators(leaf).ToArray();
        // Only the two ends of a range may be combined.
        var range =
            operators.All(o => o is "atLeast" or "above" or "atMost" or "below") || operators.All(o => o is "onOrAfter" or "onOrBefore");
        if (
            operators.Length == 0
            || (operators.Length > 1 && !range)
            || (leaf.AtLeast ?? leaf.Above) is not null && leaf.AtLeast is not null && leaf.Above is not null
            || leaf.AtMost is not null && leaf.Below is not null
        )
        {
            findings.Add(path, "应写一种比较（或一个区间）", "a fact is compared by one operator, or by the two ends of a range");
            return;
        }
        foreach (var name in operators)
            Operator(path, name, leaf, fact);
        if (findings.None && operators.Length == 2)
            Range(path, leaf, fact.Type);
    }

    private void Operator(string path, string name, Condition leaf, Fact fact)
    {
        var fits = (name, fact.Type) switch
        {
            ("is", FactType.Date) => false,
            ("is", _) => true,
            ("in", FactType.Word or FactType.Code) => true,
            ("startsWith", FactType.Code) => true,
            ("atLeast" or "above" or "atMost" or "below", FactType.Money or FactType.Count or FactType.Rate) => true,
            ("onOrAfter" or "onOrBefore" or "inYear", FactType.Date) => true,
            _ => false,
        };
        if (!fits)
        {
            findings.Add(
                $"{path}.{name}",
                $"“{fact.Name}”的类型不支持这种比较，请更换比较方式",
                $"'{fact.Name}' is a {fact.Type} and cannot be compared by {name}"
            );
            return;
        }
        switch (name)
        {
            case "is":
                Is($"{path}.is", leaf.Is!.Value, fact);
                break;
            case "in":
                findings.List($"{path}.in", leaf.In!);
                for (var i = 0; i < leaf.In!.Count; i++)
                    Word($"{path}.in[{i}]", leaf.In[i], fact);
                break;
            case "startsWith":
                findings.List($"{path}.startsWith", leaf.StartsWith!);
                break;
            case "inYear" when leaf.InYear == false:
                findings.Add(
                    $"{path}.inYear",
                    "只能写肯定的条件；相反的意思用否定条件（字段：not）",
                    "it can only be true; say the opposite with not"
                );
                break;
            case "atLeast" or "above" or "atMost" or "below":
                Number(
                    $"{path}.{name}",
                    (
                        name switch
                        {
                            "atLeast" => leaf.AtLeast,
                            "above" => leaf.Above,
                            "atMost" => leaf.AtMost,
                            _ => leaf.Below,
                        }
                    )!.Value,
                    fact.Type
                );
                break;
        }
    }

    private void Is(string path, JsonElement value, Fact fact)
    {
        var fits = fact.Type switch
        {
            FactType.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            FactType.Word or FactType.Code => value.ValueKind == JsonValueKind.String,
            _ => value.ValueKind == JsonValueKind.Number,
        };
        if (!fits)
            findings.Add(path, $"值的类型与“{fact.Name}”不一致，请核对", $"'{fact.Name}' is a {fact.Type}: the value is of another type");
        else if (value.ValueKind == JsonValueKind.String)
            Word(path, value.GetString()!, fact);
        else if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number))
            Number(path, number, fact.Type);
        else if (value.ValueKind == JsonValueKind.Number)
            findings.Add(path, "数值过大，请核对", "the number is too large");
    }

    private void Word(string path, string word, Fact fact)
    {
        var words =
            fact.Words?.Keys
            ?? (
                fact.Name.StartsWith(FactNames.Declared, StringComparison.Ordinal)
                    ? FactNames.RuleOf(policy, fact.Name[FactNames.Declared.Length..])?.Words
                    : null
            );
        if (fact.Type == FactType.Word && words is not null && !words.Contains(word))
            findings.Add(path, $"“{fact.Name}”没有“{word}”这一取值", $"'{fact.Name}' is never '{word}'");
        if (word.Length == 0)
            findings.Add(path, "内容为空，请填写", "the text is empty");
    }

    private void Number(string path, decimal number, FactType type)
    {
        if (FactValue.Scaled(number, type) is null)
            findings.Add(path, "数值过大或小数位过多", $"the number is too large, or has more decimals than a {type} has");
    }

    private void Range(string path, Condition leaf, FactType type)
    {
        var empty =
            leaf.OnOrAfter > leaf.OnOrBefore
            || (leaf.AtLeast ?? leaf.Above) > (leaf.AtMost ?? leaf.Below)
            || (
                (leaf.AtLeast ?? leaf.Above) == (leaf.AtMost ?? leaf.Below)
                && type != FactType.Date
                && (leaf.Above is not null || leaf.Below is not null)
            );
        if (empty)
            findings.Add(path, "区间为空，请核对起止值", "nothing lies in the range");
    }

    private static IEnumerable<string> Operators(Condition c) =>
        new (string Name, bool Given)[]
        {
            ("is", c.Is is not null),
            ("in", c.In is not null),
            ("startsWith", c.StartsWith is not null),
            ("atLeast", c.AtLeast is not null),
            ("above", c.Above is not null),
            ("atMost", c.AtMost is not null),
            ("below", c.Below is not null),
            ("onOrAfter", c.OnOrAfter is not null),
            ("onOrBefore", c.OnOrBefore is not null),
            ("inYear", c.InYear is not null),
        }
            .Where(o => o.Given)
            .Select(o => o.Name);
}
