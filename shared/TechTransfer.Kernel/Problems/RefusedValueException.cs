using System.Text.Json;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel.Problems;

/// <summary>A converter refuses a JSON value, with a reason for users. The serializer adds the path.</summary>
/// <param name="reason">What is wrong, without a full stop.</param>
public sealed class RefusedValueException(Text reason) : JsonException(reason.En)
{
    /// <summary>The reason in both languages, without a full stop, since it becomes part of a problem's message.</summary>
    public Text Reason { get; } = reason;
}
