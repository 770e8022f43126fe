namespace QuestPDF.Drawing.Exceptions;

/// <summary>A fluent call that makes no sense.</summary>
public class DocumentComposeException : Exception
{
    internal DocumentComposeException(string message, Exception? inner = null)
        : base(message, inner) { }
}
