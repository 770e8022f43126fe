namespace QuestPDF.Drawing.Exceptions;

/// <summary>Content that can never fit where it was put.</summary>
public class DocumentLayoutException : Exception
{
    internal DocumentLayoutException(string message, Exception? inner = null)
        : base(message, inner) { }
}
