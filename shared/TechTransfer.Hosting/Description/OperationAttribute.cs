namespace TechTransfer.Hosting.Description;

/// <summary>Describes an HTTP function for the API description. Every HTTP function has it.</summary>
/// <param name="summary">One line.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationAttribute(string summary) : Attribute
{
    /// <summary>One line.</summary>
    public string Summary { get; } = summary;

    /// <summary>The JSON body's type; null when there is none.</summary>
    public Type? Body { get; set; }

    /// <summary>The media types of a body that is not JSON.</summary>
    public string[] BodyMediaTypes { get; set; } = [];

    /// <summary>The JSON answer's type; null when the answer is not JSON.</summary>
    public Type? Answer { get; set; }

    /// <summary>The media types of an answer that is not JSON.</summary>
    public string[] AnswerMediaTypes { get; set; } = [];

    /// <summary>The status of success.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Another status that comes with the same answer; 0 for none.</summary>
    public int OtherStatus { get; set; }

    /// <summary>How the Idempotency-Key and If-Match headers apply.</summary>
    public Effect Effect { get; set; } = Effect.None;

    /// <summary>Query parameters, each <c>name: meaning</c>; a name that ends in <c>!</c> is required.</summary>
    public string[] Query { get; set; } = [];
}

/// <summary>What a call changes.</summary>
public enum Effect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It makes something: Idempotency-Key.</summary>
    Creates,

    /// <summary>It changes something: Idempotency-Key and If-Match.</summary>
    Changes,
}
