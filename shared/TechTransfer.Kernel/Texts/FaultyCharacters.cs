using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel.Texts;

internal static class FaultyCharacters
{
    private const int MaxNamed = 5;

    /// <summary>Names the first five characters and counts the others; null when there are none.</summary>
    /// <param name="found">The characters, in the order of the text.</param>
    /// <param name="say">Place, code point and fault of one, without a full stop.</param>
    public static Text? Listed<T>(IEnumerable<T> found, Func<T, Text> say)
    {
        var named = new List<Text>();
        var more = 0;
        foreach (var character in found)
        {
            if (named.Count < MaxNamed)
                named.Add(say(character));
            else
                more++;
        }
        if (more > 0)
            named.Add(new($"另有{more}个这样的字符", $"and {more} more"));
        return named.Count == 0 ? null : Text.JoinLong(named);
    }
}
