namespace TechTransfer.Pdf.Uploads;

/// <summary>Why an uploaded PDF is refused. Apps answer with the problem of the catalogue that fits the value.</summary>
public enum UploadProblem
{
    /// <summary>No end-of-file marker was found, as when an upload broke off.</summary>
    Truncated,

    /// <summary>There is nothing to show: the file contains no objects.</summary>
    Empty,

    /// <summary>The structure is damaged or unusual, so that a reader might find content that the check cannot see.</summary>
    Unreadable,

    /// <summary>The file has more objects than <see cref="UploadCheck"/> accepts, which bounds the time for one upload.</summary>
    TooManyObjects,

    /// <summary>Values are nested deeper than any real document needs; readers could exhaust their stack.</summary>
    TooDeep,

    /// <summary>Object streams decompress to an excessive size, as in a decompression bomb.</summary>
    Inflates,

    /// <summary>The file is encrypted, whether or not it needs a password to open.</summary>
    Encrypted,

    /// <summary>The file contains JavaScript, which a reader may run when it opens the file.</summary>
    Script,

    /// <summary>The file contains an action that starts a program.</summary>
    Launch,

    /// <summary>The file contains an XFA form, which can contain scripts.</summary>
    DynamicForm,

    /// <summary>The file contains rich media, which can be executable.</summary>
    RichMedia,
}
