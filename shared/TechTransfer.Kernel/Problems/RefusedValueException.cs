using System.Text.Json;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel.Problems;

/// <summary>A JSON value that a converter does not take, in a sentence for people. The serializer adds where it stood.</summary>
/// <param name="reason">What is wrong, without a full stop.</param>
public sealed class RefusedValueException(Text reason) : JsonException(reason.En)
{
    /// <summary>What is wrong.</summary>
    public Text Reason { get; } = reason;
}
