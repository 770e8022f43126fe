namespace QuestPDF.Pdf.Tags;

internal static class Outline
{
    private sealed record Entry(StructureNode? Heading, int Number, List<Entry> Entries);

    /// <returns>Object number of the outline; null if there are no headings.</returns>
    public static int? Write(PdfFile file, StructureTree tree, IReadOnlyList<int> pages)
    {
        var headings = ConformanceClaim.Headings(tree.Document).Where(h => h.Words!.Length > 0).ToList();
        if (headings.Count == 0)
            return null;

        var root = new Entry(null, file.Reserve(), []);
        var open = new Stack<Entry>([root]);
        foreach (var heading in headings)
        {
            while (open.Peek().Heading?.HeadingLevel >= heading.HeadingLevel)
                open.Pop();
            var entry = new Entry(heading, file.Reserve(), []);
            open.Peek().Entries.Add(entry);
            open.Push(entry);
        }

        file.Set(root.Number, $"<< /Type /Outlines{Ends(root)} /Count {headings.Count} >>");
        WriteEntries(root);
        return root.Number;

        void WriteEntries(Entry parent)
        {
            for (var i = 0; i < parent.Entries.Count; i++)
            {
                var entry = parent.Entries[i];
                var heading = entry.Heading!;
                var previous = i == 0 ? "" : $" /Prev {parent.Entries[i - 1].Number} 0 R";
                var next = i == parent.Entries.Count - 1 ? "" : $" /Next {parent.Entries[i + 1].Number} 0 R";
                var inner = entry.Entries.Count == 0 ? "" : $"{Ends(entry)} /Count {CountOf(entry)}";
                file.Set(
                    entry.Number,
                    $"<< /Title {PdfText.Unicode(heading.Words!.ToString().Trim())} /Parent {parent.Number} 0 R{previous}{next}{inner} "
                        + $"/Dest [{pages[heading.FirstPage]} 0 R /XYZ 0 {PdfText.Number(heading.Top)} null] >>"
                );
                WriteEntries(entry);
            }
        }
    }

    private static string Ends(Entry entry) => $" /First {entry.Entries[0].Number} 0 R /Last {entry.Entries[^1].Number} 0 R";

    private static int CountOf(Entry entry) => entry.Entries.Sum(e => 1 + CountOf(e));
}
