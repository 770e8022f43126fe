namespace TechTransfer.ContractRegistration.Rules;

public sealed class CodeTables
{
    private readonly Dictionary<string, CodeTable> byName;

    private CodeTables(IEnumerable<CodeTable> tables) => byName = tables.ToDictionary(t => t.Name);

    public IReadOnlyCollection<CodeTable> All => byName.Values;

    /// <summary>Throws if there is no such table.</summary>
    public CodeTable this[string name] => byName[name];

    public CodeTable? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Throws <see cref="RuleFileException"/> with the name of the invalid field.</summary>
    public static CodeTables Load() => Check(RuleFiles.Read<CodeTable>(typeof(CodeTable).Assembly, "CodeTables/"));

    public static CodeTables Check(IReadOnlyList<CodeTable> tables)
    {
        foreach (var table in tables)
        {
            if (table.Title is not { Zh.Length: > 0, En.Length: > 0 })
                throw new RuleFileException($"{table.Name} title: needs zh and en.");
            if (table.Codes.Count == 0)
                throw new RuleFileException($"{table.Name} codes: holds none.");
            for (var i = 0; i < table.Codes.Count; i++)
            {
                var code = table.Codes[i];
                if (code.Name is not { Zh.Length: > 0, En.Length: > 0 })
                    throw new RuleFileException($"{table.Name} codes[{i}].name: needs zh and en.");
                if (code.Parent is not null && table.Codes.All(c => c.Value != code.Parent))
                    throw new RuleFileException($"{table.Name} codes[{i}].parent: {code.Parent} is not in the table.");
                var overlapping = table
                    .Codes.Skip(i + 1)
                    .Any(c =>
                        c.Value == code.Value
                        && (code.To is null || (c.From ?? table.From) <= code.To)
                        && (c.To is null || (code.From ?? table.From) <= c.To)
                    );
                if (overlapping)
                    throw new RuleFileException($"{table.Name} codes[{i}].value: {code.Value} is listed twice for the same days.");
            }
        }
        return new(tables);
    }
}
