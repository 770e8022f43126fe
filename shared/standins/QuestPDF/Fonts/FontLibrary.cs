namespace QuestPDF.Fonts;

/// <summary>The fonts registered in this process; documents on all threads share them.</summary>
internal static class FontLibrary
{
    private static readonly Lock Gate = new();
    private static volatile FontFace[] faces = [];

    public static void Add(FontFace face)
    {
        lock (Gate)
        {
            if (!Array.Exists(faces, known => known.IsSameAs(face)))
                faces = [.. faces, face];
        }
    }

    /// <summary>For each family that is registered, in the given order, the face nearest to the weight.</summary>
    public static FontFace[] Choose(IReadOnlyList<string> families, int weight)
    {
        var known = faces;
        var chosen = new List<FontFace>(families.Count);
        foreach (var family in families)
        {
            var face = known
                .Where(f => f.FamilyNames.Contains(family, StringComparer.OrdinalIgnoreCase))
                .OrderBy(f => f.IsItalic)
                .ThenBy(f => Distance(weight, f.Weight))
                .FirstOrDefault();
            if (face is not null)
                chosen.Add(face);
        }
        return [.. chosen];
    }

    public static IEnumerable<string> Families() => faces.Select(f => f.FamilyNames[0]).Distinct(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> FamiliesWith(int codePoint) =>
        faces.Where(f => f.Glyph(codePoint) != 0).Select(f => f.FamilyNames[0]).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Distance between weights as in CSS font matching: light text prefers lighter faces, bold text bolder ones.</summary>
    private static int Distance(int wanted, int has)
    {
        const int otherSide = 10_000;
        if (has == wanted)
            return 0;
        return wanted switch
        {
            >= 400 and <= 500 when has > wanted && has <= 500 => has - wanted,
            >= 400 and <= 500 when has < wanted => 1_000 + wanted - has,
            >= 400 and <= 500 => otherSide + has - wanted,
            < 400 => has < wanted ? wanted - has : otherSide + has - wanted,
            _ => has > wanted ? has - wanted : otherSide + wanted - has,
        };
    }
}
