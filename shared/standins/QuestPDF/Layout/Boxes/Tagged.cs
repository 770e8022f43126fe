namespace QuestPDF.Layout.Boxes;

/// <param name="alternative">Text that is read instead of content that cannot be read, such as a picture; null for none.</param>
internal sealed class Tagged(string type, string? alternative = null) : Container
{
    public string Type => type;

    public override void Draw(Box box, PageContext page)
    {
        if (page.Tags is not { } tags || tags.IsArtifact)
        {
            base.Draw(box, page);
            return;
        }

        using var scope = tags.Enter(this, type, alternative: alternative);
        if (tags.Current is { IsPicture: true, Bounds: null } figure)
        {
            var size = Measure(box.Size, page).Size;
            figure.Bounds = page.Canvas.Bounds(new Box(box.X, box.Y, Math.Max(size.Width, 1), Math.Max(size.Height, 1)));
        }
        base.Draw(box, page);
    }
}

internal sealed class Unspoken : Container
{
    public override void Draw(Box box, PageContext page)
    {
        using var scope = page.Tags?.EnterArtifact();
        base.Draw(box, page);
    }
}

internal sealed class InLanguage(string tag) : Container
{
    public override void Draw(Box box, PageContext page)
    {
        using var scope = page.Tags?.EnterLanguage(tag);
        base.Draw(box, page);
    }
}
