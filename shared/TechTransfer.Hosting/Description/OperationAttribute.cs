namespace TechTransfer.Hosting.Description;

/// <summary>Describes an HTTP function for the OpenAPI document. Every HTTP function must have this attribute.</summary>
/// <param name="summary">What the function does, in one line.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationAttribute(string summary) : Attribute
{
    /// <summary>One line in English, which becomes the operation's <c>summary</c>.</summary>
    public string Summary { get; } = summary;

    /// <summary>Type of the JSON body; null when there is none.</summary>
    public Type? Body { get; set; }

    /// <summary>Media types of a body that is not JSON; otherwise empty.</summary>
    public string[] BodyMediaTypes { get; set; } = [];

    /// <summary>Type of the JSON answer; null when the answer is not JSON.</summary>
    public Type? Answer { get; set; }

    /// <summary>Media types of an answer that is not JSON; otherwise empty.</summary>
    public string[] AnswerMediaTypes { get; set; } = [];

    /// <summary>HTTP status of a successful answer; 200 by default.</summary>
    public int Status { get; set; } = 200;

    /// <summary>A second HTTP status with the same kind of answer; 0 for none.</summary>
    public int OtherStatus { get; set; }

    /// <summary>Which of the Idempotency-Key and If-Match headers the function requires.</summary>
    public Effect Effect { get; set; } = Effect.None;

    /// <summary>Query parameters, each <c>name: meaning</c>; a name that ends in <c>!</c> is required.</summary>
    public string[] Query { get; set; } = [];

    /// <summary>Ignores other query parameters instead of refusing them, for an address that people share: messengers add their
    /// own.</summary>
    public bool TakesOtherParameters { get; set; }

    internal IReadOnlyList<QueryParameter> Parameters => parameters ??= [.. Query.Select(QueryParameter.Of)];

    private IReadOnlyList<QueryParameter>? parameters;
}

/// <summary>What an operation changes, which decides the headers that it requires.</summary>
public enum Effect
{
    /// <summary>Changes nothing; requires neither header.</summary>
    None,

    /// <summary>Creates something; requires Idempotency-Key.</summary>
    Creates,

    /// <summary>Changes something that exists; requires Idempotency-Key and If-Match.</summary>
    Changes,
}

/// <summary>A query parameter as an operation declares it.</summary>
internal sealed record QueryParameter(string Name, string Meaning, bool IsRequired)
{
    public static QueryParameter Of(string declared)
    {
        var parts = declared.Split(':', 2);
        return new(parts[0].Trim().TrimEnd('!'), parts[^1].Trim(), parts[0].Trim().EndsWith('!'));
    }
}
