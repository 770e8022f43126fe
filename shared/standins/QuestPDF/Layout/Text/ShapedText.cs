using System.Runtime.InteropServices;
using System.Text;
using QuestPDF.Fonts;

namespace QuestPDF.Layout.Text;

/// <summary>A character with its glyph and advance width in points.</summary>
internal readonly record struct ShapedCharacter(int CodePoint, int Glyph, FontFace? Face, TextSpan Span, double Advance)
{
    public bool IsSpace => CodePoint is ' ';

    /// <summary>Width without letter spacing, which does not count for the last character of a line.</summary>
    public double OwnAdvance => Face is null ? 0 : Advance - Span.Font.Spacing;
}

/// <summary>A paragraph converted to glyphs, with its possible line breaks.</summary>
internal sealed class ShapedText
{
    // Characters after which a word that is longer than a line, such as a web address, is preferably split.
    private const string Joints = "/-._?&=#";

    private readonly List<ShapedCharacter> characters = [];
    private readonly bool[] canBreakBefore;

    public ShapedText(IReadOnlyList<TextSpan> spans, PageContext page)
    {
        var classes = new List<BreakClass>();
        foreach (var span in spans)
        {
            var text = span.Content(page);
            for (var i = 0; i < text.Length; i++)
            {
                int codePoint = text[i] == '\t' ? ' ' : text[i];
                if (Rune.TryGetRuneAt(text, i, out var rune) && !rune.IsBmp)
                {
                    codePoint = rune.Value;
                    i++;
                }

                classes.Add(LineBreaking.Classify(codePoint));
                if (LineBreaking.IsIgnorable(codePoint))
                {
                    characters.Add(new ShapedCharacter(codePoint, 0, null, span, 0));
                    continue;
                }
                var (face, glyph) = span.Font.Find(codePoint);
                var advance = face.Advance(glyph) * span.Font.Size / face.UnitsPerEm + span.Font.Spacing;
                characters.Add(new ShapedCharacter(codePoint, glyph, face, span, advance));
            }
        }

        canBreakBefore = new bool[classes.Count];
        for (var i = 1; i < canBreakBefore.Length; i++)
            canBreakBefore[i] = LineBreaking.CanBreak(CollectionsMarshal.AsSpan(classes), i);
        IsCombining = [.. classes.Select(c => c == BreakClass.Combining)];
        LastSpan = spans[^1];
    }

    public IReadOnlyList<ShapedCharacter> Characters => characters;

    /// <summary>The last span, whose font determines the height of a paragraph without characters.</summary>
    public TextSpan LastSpan { get; }

    private bool[] IsCombining { get; }

    public bool CanBreakBefore(int index) => canBreakBefore[index];

    /// <summary>End of the line that begins at <paramref name="start"/>: the last possible break within the width.</summary>
    public int EndOfLine(int start, double width)
    {
        var (used, lastBreak, lastJoint) = (0.0, -1, -1);
        for (var i = start; i < characters.Count; i++)
        {
            if (i > start && canBreakBefore[i])
                lastBreak = i;
            var character = characters[i];
            if (!character.IsSpace && i > start && !Extent.Holds(width, used + character.OwnAdvance))
            {
                if (lastBreak > start)
                    return lastBreak;
                if (lastJoint > start)
                    return lastJoint;
                // A word without one of the Joints is split where the line is full, but not before a combining mark.
                while (i > start + 1 && IsCombining[i])
                    i--;
                return i;
            }
            used += character.Advance;
            if (character.CodePoint <= 0x7F && Joints.Contains((char)character.CodePoint))
                lastJoint = i + 1;
        }
        return characters.Count;
    }
}
