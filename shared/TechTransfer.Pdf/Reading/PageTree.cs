namespace TechTransfer.Pdf.Reading;

/// <summary>Finds a page by its number in the page tree (ISO 32000-1, 7.7.3).</summary>
internal static class PageTree
{
    /// <param name="file">The file to search.</param>
    /// <param name="page">Page number: 1 is the first page, -1 the last.</param>
    public static (PdfReference Reference, PdfDictionary Dictionary) Find(PdfFile file, int page)
    {
        var pages = new List<PdfReference>();
        Collect(file, file.Catalog().Dictionary["Pages"], pages, [], 0, page > 0 ? page : int.MaxValue);
        var index = page > 0 ? page - 1 : pages.Count + page;
        if (pages.Count == 0)
            throw PdfException.Broken("The file has no pages.");
        if (page == 0 || index < 0 || index >= pages.Count)
            throw new ArgumentOutOfRangeException(nameof(page), page, $"The file has {pages.Count} pages.");
        var found = pages[index];
        return (found, file.Dictionary(found) ?? throw PdfException.Broken("A page is not a dictionary."));
    }

    private static void Collect(PdfFile file, PdfObject? node, List<PdfReference> pages, HashSet<int> seen, int depth, int enough)
    {
        if (pages.Count >= enough)
            return;
        if (depth > ReadingBudget.MaxDepth)
            throw PdfException.TooComplex("The file's pages are nested too deeply.");
        if (node is not PdfReference reference || !seen.Add(reference.Number) || file.Dictionary(reference) is not { } dictionary)
        {
            throw PdfException.Broken("The file's tree of pages is damaged.");
        }
        if (file.Resolve(dictionary["Kids"]) is PdfArray kids)
        {
            foreach (var kid in kids.Items)
                Collect(file, kid, pages, seen, depth + 1, enough);
        }
        else
            pages.Add(reference);
    }
}
