using QuestPDF.Drawing.Exceptions;
using QuestPDF.Infrastructure;
using QuestPDF.Layout.Boxes;
using QuestPDF.Pdf;

namespace QuestPDF.Layout;

internal static class DocumentLayout
{
    // Guards against an endless loop when content takes a page without drawing anything.
    private const int MostPages = 10_000;

    public static byte[] Render(IDocument document)
    {
        if (Settings.License is null)
        {
            throw new InvalidOperationException(
                "Say which licence applies before the first document: QuestPDF.Settings.License = LicenseType.Community;"
            );
        }

        var (metadata, settings) = (document.GetMetadata(), document.GetSettings());
        var templates = new DocumentTemplates();
        document.Compose(templates);
        if (templates.Pages.Count == 0)
            throw new DocumentComposeException("The document has no page.");
        foreach (var template in templates.Pages)
        {
            foreach (var element in template.Elements)
                element.Inherit(template.Style.Over(TextStyle.LibraryDefault));
        }

        // "Page 1 of 3" needs the total in advance, so layout repeats until the assumed numbers are right. The first assumption is one
        // page.
        var isTagged = ConformanceClaim.NeedsTags(settings) || templates.Pages.Exists(t => t.Elements.Any(HasTags));
        var guess = new KnownPages(1, new Dictionary<string, PageRange>());
        for (var attempts = 0; ; attempts++)
        {
            var writer = new DocumentWriter(metadata, settings, isTagged);
            foreach (var template in templates.Pages)
                Draw(template, writer, guess);
            if (guess.AreRight(writer.PageCount, writer.Sections))
                return writer.Save();
            if (attempts == 4)
                throw new DocumentLayoutException("The page numbers never settle: showing them changes them.");

            guess = new KnownPages(writer.PageCount, writer.Sections);
            foreach (var element in templates.Pages.SelectMany(t => t.Elements))
                element.Reset(isNewPass: true);
        }
    }

    private static bool HasTags(Element element) => element is Tagged or Unspoken or InLanguage || element.Children.Any(HasTags);

    private static void Draw(PageTemplate template, DocumentWriter writer, KnownPages pages)
    {
        var whole = new Box(0, 0, template.Size.Width, template.Size.Height);
        var main = new Box(
            template.MarginLeft,
            template.MarginTop,
            whole.Width - template.MarginLeft - template.MarginRight,
            whole.Height - template.MarginTop - template.MarginBottom
        );
        if (main.Width <= 0 || main.Height <= 0)
            throw new DocumentLayoutException("The margins leave nothing of the page.");

        for (var isFirst = true; ; isFirst = false)
        {
            var number = writer.PageCount + 1;
            if (number > MostPages)
                throw new DocumentLayoutException($"The document has more than {MostPages} pages, or its layout never ends.");
            var probe = new PageContext(number, pages, null);
            var fit = template.Main.Measure(main.Size, probe);
            if (!isFirst && template.Main.Content.Measure(main.Size, probe).Outcome == Outcome.Nothing)
                return;
            if (fit.IsNever)
            {
                throw new DocumentLayoutException(
                    $"Page {number}: the content does not fit into {main.Width:0.#} × {main.Height:0.#} points, and it would not fit on a next page either: {fit.Reason}."
                );
            }

            var page = new PageContext(number, pages, writer.AddPage(template.Size));
            page.Canvas.Fill(whole, template.Color);
            DrawSlot(template.Background, "background");
            template.Main.Draw(main, page);
            DrawSlot(template.Foreground, "foreground");
            if (fit.IsFinal)
                return;

            void DrawSlot(Container slot, string name)
            {
                slot.Reset(isNewPass: false);
                var slotFit = slot.Measure(whole.Size, page);
                if (!slotFit.IsFinal)
                    throw new DocumentLayoutException(
                        $"Page {number}: the {name} does not fit on the page: {slotFit.Reason ?? "it would need another page"}."
                    );
                using (page.Tags?.EnterArtifact())
                    slot.Draw(whole, page);
            }
        }
    }
}
