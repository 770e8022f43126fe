using System.Text;

namespace TechTransfer.Kernel.Texts;

/// <summary>Compares texts without regard to width, case, blanks and compatibility forms: `⽬` equals `目`. Never store or show the
/// keys.</summary>
public static class ComparedText
{
    /// <summary>The key of a text (normal form KC, capitals, no white space). Two texts count as equal if their keys are equal.</summary>
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

    /// <summary>True if both texts have the same key; false when either is null, even if both are.</summary>
    public static bool Same(string? a, string? b) => a is not null && b is not null && KeyOf(a) == KeyOf(b);
}
