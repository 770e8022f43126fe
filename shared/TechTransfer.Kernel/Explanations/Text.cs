namespace TechTransfer.Kernel.Explanations;

/// <summary>The languages of problems, notifications and documents.</summary>
public enum Language
{
    /// <summary>Simplified Chinese; also used when the client names neither language.</summary>
    Chinese,

    /// <summary>English, on request of the client (<c>Accept-Language</c>).</summary>
    English,
}

/// <summary>A text for people in both languages.</summary>
/// <param name="Zh">Simplified Chinese.</param>
/// <param name="En">English.</param>
public readonly record struct Text(string Zh, string En)
{
    /// <summary>The text in one language. There is no fallback, since every text has both languages.</summary>
    public string In(Language language) =>
        language switch
        {
            Language.Chinese => Zh,
            Language.English => En,
        };

    /// <summary>A text that is equal in both languages, for names and numbers, which are not translated.</summary>
    public static Text Same(string both) => new(both, both);

    /// <summary>Joins texts with separators, by default 、 in Chinese and a comma in English.</summary>
    public static Text Join(IEnumerable<Text> items, string zh = "、", string en = ", ")
    {
        Text[] all = [.. items];
        return new(string.Join(zh, all.Select(i => i.Zh)), string.Join(en, all.Select(i => i.En)));
    }

    /// <summary>Joins texts that are long or contain commas, separated by semicolons.</summary>
    public static Text JoinLong(IEnumerable<Text> items) => Join(items, "；", "; ");

    /// <summary>A size in whole megabytes if it is a multiple of 1 MiB, otherwise in whole kilobytes, rounded down.</summary>
    public static Text OfBytes(long bytes)
    {
        var (size, unit) = bytes % (1024 * 1024) == 0 ? (bytes / (1024 * 1024), "MB") : (bytes / 1024, "KB");
        return new($"{size}{unit}", $"{size} {unit}");
    }
}
