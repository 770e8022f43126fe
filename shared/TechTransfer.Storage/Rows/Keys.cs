using System.Buffers;

namespace TechTransfer.Storage.Rows;

/// <summary>What Azure Table storage accepts as a key: up to 1 KiB, no <c>/ \ # ?</c> and no control characters.</summary>
internal static class Keys
{
    private const int Longest = 400;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\#?");

    /// <summary>False for a text that cannot be part of a key, so that a lookup can return nothing without asking the service.</summary>
    public static bool CanBe(string text) =>
        text.Length is > 0 and <= Longest && text.AsSpan().IndexOfAny(Forbidden) < 0 && !text.Any(char.IsControl);
}
