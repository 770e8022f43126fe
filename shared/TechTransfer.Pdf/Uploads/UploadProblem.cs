namespace TechTransfer.Pdf.Uploads;

/// <summary>Why an uploaded PDF is not taken.</summary>
public enum UploadProblem
{
    /// <summary>Its end is missing.</summary>
    Truncated,

    /// <summary>It has no objects.</summary>
    Empty,

    /// <summary>Readers may find in it what the check cannot.</summary>
    Unreadable,

    /// <summary>It has too many objects.</summary>
    TooManyObjects,

    /// <summary>Its objects are nested too deeply.</summary>
    TooDeep,

    /// <summary>Its object streams inflate to too much.</summary>
    Inflates,

    /// <summary>It opens with a password only, or says so.</summary>
    Encrypted,

    /// <summary>It holds a script.</summary>
    Script,

    /// <summary>It starts a program.</summary>
    Launch,

    /// <summary>It holds an XFA form, which can carry scripts.</summary>
    DynamicForm,

    /// <summary>It holds rich media, which can run.</summary>
    RichMedia,
}
