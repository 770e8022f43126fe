namespace QuestPDF.Drawing.Exceptions;

/// <summary>Thrown when content does not fit into its space, even on an empty page.</summary>
public class DocumentLayoutException : Exception
{
    internal DocumentLayoutException(string message, Exception? inner = null)
        : base(message, inner) { }
}
