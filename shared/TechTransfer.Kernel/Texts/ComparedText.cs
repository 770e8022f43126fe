using System.Text;

namespace TechTransfer.Kernel.Texts;

/// <summary>Texts as they are compared, never as they are kept or shown: `⽬` is `目`, whatever the width, the case and the blanks.</summary>
public static class ComparedText
{
    /// <summary>The form that all texts with the same reading have.</summary>
    public static string KeyOf(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (!char.IsWhiteSpace(c))
                key.Append(char.ToUpperInvariant(c));
        }
        return key.ToString();
    }

    /// <summary>Whether two texts are given and read the same.</summary>
    public static bool Same(string? a, string? b) => a is not null && b is not null && KeyOf(a) == KeyOf(b);
}
