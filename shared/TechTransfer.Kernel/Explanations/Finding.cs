namespace TechTransfer.Kernel;

/// <summary>What a finding does to a filing.</summary>
public enum Severity
{
    /// <summary>Stops the filing.</summary>
    Error,
    /// <summary>Passes, and the registrar sees it.</summary>
    Warning,
    /// <summary>Only tells.</summary>
    Info,
}

/// <summary>Something a check found out about a filing.</summary>
/// <param name="Code">Stable, snake_case.</param>
/// <param name="Severity">What it does to the filing.</param>
/// <param name="Path">The field, as in <c>sellers[0].uscc</c>; empty for the whole.</param>
/// <param name="Message">What it is and what to do.</param>
/// <param name="Citation">The instrument behind it, null where it is plain logic.</param>
public sealed record Finding(string Code, Severity Severity, string Path, Text Message, Citation? Citation = null);
