namespace QuestPDF.Drawing.Exceptions;

/// <summary>Thrown when a document cannot be drawn, for instance because no registered font has a character.</summary>
public class DocumentDrawingException : Exception
{
    internal DocumentDrawingException(string message, Exception? inner = null)
        : base(message, inner) { }
}
