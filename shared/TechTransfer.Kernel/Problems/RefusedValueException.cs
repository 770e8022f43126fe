using System.Text.Json;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel.Problems;

/// <summary>A converter refuses a JSON value, with a reason for users. The serializer adds the path.</summary>
/// <param name="reason">What is wrong, without a full stop.</param>
public sealed class RefusedValueException(Text reason) : JsonException(reason.En)
{
    /// <summary>What is wrong, in both languages and without a full stop.</summary>
    public Text Reason { get; } = reason;
}
