namespace QuestPDF.Drawing.Exceptions;

/// <summary>Thrown when a document's description is invalid, for instance when a container gets a second child.</summary>
public class DocumentComposeException : Exception
{
    internal DocumentComposeException(string message, Exception? inner = null)
        : base(message, inner) { }
}
