namespace TechTransfer.Pdf.Uploads;

/// <summary>Why an uploaded PDF is refused.</summary>
public enum UploadProblem
{
    /// <summary>The end of the file is missing.</summary>
    Truncated,

    /// <summary>The file contains no objects.</summary>
    Empty,

    /// <summary>The structure is damaged or unusual, so that a reader might find content that the check cannot see.</summary>
    Unreadable,

    /// <summary>The file contains too many objects.</summary>
    TooManyObjects,

    /// <summary>Arrays or dictionaries are nested too deeply.</summary>
    TooDeep,

    /// <summary>Object streams decompress to an excessive size.</summary>
    Inflates,

    /// <summary>The file is encrypted, whether or not it needs a password to open.</summary>
    Encrypted,

    /// <summary>The file contains JavaScript.</summary>
    Script,

    /// <summary>The file contains an action that starts a program.</summary>
    Launch,

    /// <summary>The file contains an XFA form, which can contain scripts.</summary>
    DynamicForm,

    /// <summary>The file contains rich media, which can be executable.</summary>
    RichMedia,
}
