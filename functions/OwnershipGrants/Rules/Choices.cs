namespace TechTransfer.OwnershipGrants.Rules;

/// <summary>What there is to choose from, in a sentence.</summary>
internal static class Choices
{
    public static Text Of(IEnumerable<Text> names)
    {
        Text[] all = [.. names];
        return new(string.Join('、', all.Select(n => n.Zh)), string.Join(", ", all.Select(n => n.En)));
    }

    public static Text Of(CodeTable table) => Of(table.Codes.Select(c => c.Name));
}
