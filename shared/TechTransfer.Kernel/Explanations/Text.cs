namespace TechTransfer.Kernel.Explanations;

/// <summary>The two languages that people meet.</summary>
public enum Language
{
    /// <summary>Simplified Chinese, the language of the field.</summary>
    Chinese,

    /// <summary>English.</summary>
    English,
}

/// <summary>A sentence in both languages.</summary>
/// <param name="Zh">Simplified Chinese.</param>
/// <param name="En">English.</param>
public readonly record struct Text(string Zh, string En)
{
    /// <summary>The sentence in one language.</summary>
    public string In(Language language) =>
        language switch
        {
            Language.Chinese => Zh,
            Language.English => En,
        };

    /// <summary>What is the same in both languages: a name, a number.</summary>
    public static Text Same(string both) => new(both, both);

    /// <summary>A list in one sentence, as each language separates its items.</summary>
    public static Text Join(IEnumerable<Text> items, string zh = "、", string en = ", ")
    {
        Text[] all = [.. items];
        return new(string.Join(zh, all.Select(i => i.Zh)), string.Join(en, all.Select(i => i.En)));
    }

    /// <summary>A list whose items are long or have commas of their own.</summary>
    public static Text JoinLong(IEnumerable<Text> items) => Join(items, "；", "; ");

    /// <summary>A size as people say it; whole megabytes where it has them.</summary>
    public static Text OfBytes(long bytes)
    {
        var (size, unit) = bytes % (1024 * 1024) == 0 ? (bytes / (1024 * 1024), "MB") : (bytes / 1024, "KB");
        return new($"{size}{unit}", $"{size} {unit}");
    }
}
