using System.Text;

namespace TechTransfer.Portal.Frame;

/// <summary>Writes texts in the traditional script (繁體) with the dictionary that the build takes from opencc-js.</summary>
public static class TraditionalChinese
{
    private static readonly Lazy<Dictionary<string, string>> Words = new(Load);
    private static readonly Lazy<int> Longest = new(() => Words.Value.Keys.Max(word => word.Length));

    /// <summary>The text with the longest known word at each place replaced.</summary>
    public static string Of(string simplified)
    {
        var traditional = new StringBuilder(simplified.Length);
        var words = Words.Value.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; at < simplified.Length; )
        {
            var length = Math.Min(Longest.Value, simplified.Length - at);
            string? word = null;
            while (length > 0 && !words.TryGetValue(simplified.AsSpan(at, length), out word))
                length--;
            if (length == 0)
                traditional.Append(simplified[at++]);
            else
                traditional.Append(word);
            at += length;
        }
        return traditional.ToString();
    }

    private static Dictionary<string, string> Load()
    {
        using var resource = typeof(TraditionalChinese).Assembly.GetManifestResourceStream("traditional.txt")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd().Split('\n').Select(line => line.Split(' ')).ToDictionary(pair => pair[0], pair => pair[1]);
    }
}
