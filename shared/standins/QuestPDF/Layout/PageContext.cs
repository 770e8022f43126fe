using QuestPDF.Pdf;

namespace QuestPDF.Layout;

/// <summary>The page that is being laid out.</summary>
/// <param name="number">From 1.</param>
/// <param name="canvas">Null while the page is only measured.</param>
internal sealed class PageContext(int number, PageTotal total, PageCanvas? canvas)
{
    public int Number => number;

    public int Total => total.Read();

    public PageCanvas Canvas => canvas ?? throw new InvalidOperationException("Measuring must not draw.");
}

/// <summary>The pages of the document: a guess until a pass has counted them, which matters only if somebody has read it.</summary>
internal sealed class PageTotal(int guess)
{
    private bool wasRead;

    public int Read()
    {
        wasRead = true;
        return guess;
    }

    public bool IsRight(int count) => count == guess || !wasRead;
}
