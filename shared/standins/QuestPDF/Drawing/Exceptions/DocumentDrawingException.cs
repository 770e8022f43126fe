namespace QuestPDF.Drawing.Exceptions;

/// <summary>A document that cannot be drawn, such as text without a glyph.</summary>
public class DocumentDrawingException : Exception
{
    internal DocumentDrawingException(string message, Exception? inner = null)
        : base(message, inner) { }
}
