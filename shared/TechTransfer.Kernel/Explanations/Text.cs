namespace TechTransfer.Kernel;

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
}
