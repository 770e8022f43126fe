namespace TechTransfer.Kernel.Texts;

/// <summary>Folding of the full-width forms of printable ASCII (U+FF01 to U+FF5E), as Chinese keyboards type them.</summary>
public static class HalfWidth
{
    private const char First = '\uFF01';
    private const char Last = '\uFF5E';

    /// <summary>The half-width form, such as <c>A</c> for <c>Ａ</c>; every other character is returned unchanged.</summary>
    public static char Of(char character) => character is >= First and <= Last ? (char)(character - First + '!') : character;
}
