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
            findings.Add(
                path,
                $"条件嵌套超过{Deepest}层，请简化。",
                $"The conditions are nested more than {Deepest} levels deep. Simplify them."
            );
            return;
        }
        var forms = new object?[] { condition.All, condition.Any, condition.Not, condition.Fact }.Count(f => f is not null);
        if (forms != 1)
        {
            findings.Add(
                path,
                "每个条件应为且仅为一种：单项条件、全部符合、任一符合或者不符合，请核对（字段：fact、all、any、not）。",
                "A condition must be exactly one of a comparison, all, any and not. Check it (fields: fact, all, any, not)."
            );
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
            findings.Add(
                path,
                "条件组不能带比较方式，请删除比较方式或者改为单项条件。",
                "A group of conditions cannot have a comparison. Remove the comparison, or use a single condition."
            );
        if (condition.Not is { } inner)
        {
            Check($"{path}.not", inner, scope, article, depth + 1);
            return;
        }
        var (name, group) = condition.All is { } all ? ("all", all) : ("any", condition.Any!);
        if (group.Count == 0)
            findings.Add(
                $"{path}.{name}",
                "条件组为空，请至少添加一项条件。",
                "The group of conditions is empty. Add at least one condition."
            );
        for (var i = 0; i < group.Count; i++)
            Check($"{path}.{name}[{i}]", group[i], scope, article, depth + 1);
    }

    private void Leaf(string path, Condition leaf, FactScope scope)
    {
        if (FactNames.Find(policy, leaf.Fact!) is not { } fact)
        {
            findings.Add($"{path}.fact", $"没有“{leaf.Fact}”这一指标，请核对名称。", $"There is no fact '{leaf.Fact}'. Check the name.");
            return;
        }
        if (fact.Scope != FactScope.Beneficiary && fact.Scope != scope)
        {
            findings.Add(
                $"{path}.fact",
                fact.Scope == FactScope.Contract
                    ? $"“{fact.Title.Zh}”是单份合同的指标，不能用于全年条件，请移至单份合同的条件。"
                    : $"“{fact.Title.Zh}”是全年的指标，不能用于单份合同的条件，请移至全年条件。",
                fact.Scope == FactScope.Contract
                    ? $"'{fact.Title.En}' is a fact of one contract and cannot be used in a condition for the year. Move it to the conditions for contracts."
                    : $"'{fact.Title.En}' is a fact of the year and cannot be used in a condition for one contract. Move it to the conditions for the year."
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
            findings.Add(
                path,
                "每项条件应填写一种比较方式，或者一个区间的上下限，请核对。",
                "A condition must have one comparison, or the two ends of a range. Check it."
            );
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
                $"“{fact.Title.Zh}”为{NameOf(fact.Type).Zh}，不支持这种比较，请更换比较方式。",
                $"'{fact.Title.En}' is a {NameOf(fact.Type).En} and cannot be compared in this way. Use another comparison."
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
                    "“在本年度内”只能写为肯定；表示相反意思的，请用否定条件（字段：not）。",
                    "This comparison can only be true. For the opposite, use a negated condition (field: not)."
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
            findings.Add(
                path,
                $"“{fact.Title.Zh}”的值应为{NameOf(fact.Type).Zh}，请核对。",
                $"The value of '{fact.Title.En}' must be a {NameOf(fact.Type).En}. Check it."
            );
        else if (value.ValueKind == JsonValueKind.String)
            Word(path, value.GetString()!, fact);
        else if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number))
            Number(path, number, fact.Type);
        else if (value.ValueKind == JsonValueKind.Number)
            findings.Add(path, "数值过大，请核对。", "The number is too large. Check it.");
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
            findings.Add(path, $"“{fact.Title.Zh}”没有“{word}”这一取值，请核对。", $"'{fact.Title.En}' has no value '{word}'. Check it.");
        if (word.Length == 0)
            findings.Add(path, "条件的值没有填写，请填写。", "The value of the condition is missing. Enter it.");
    }

    private void Number(string path, decimal number, FactType type)
    {
        if (FactValue.Scaled(number, type) is null)
            findings.Add(
                path,
                "数值过大或者小数位数过多，请核对。",
                $"The number is too large or has more decimal places than a {NameOf(type).En} allows. Check it."
            );
    }

    private static Text NameOf(FactType type) =>
        type switch
        {
            FactType.Flag => new("“是”或者“否”", "yes or no"),
            FactType.Word => new("选项", "choice"),
            FactType.Code => new("代码", "code"),
            FactType.Date => new("日期", "date"),
            FactType.Money => new("金额", "money amount"),
            FactType.Count => new("数量", "number"),
            FactType.Rate => new("比率", "rate"),
        };

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
            findings.Add(path, "区间的下限高于上限，请核对起止值。", "The lower end of the range is above its upper end. Check both ends.");
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
