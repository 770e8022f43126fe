namespace TechTransfer.Kernel;

/// <summary>
/// Marks a text property that is personal data, such as an identity number or telephone number. The store encrypts its value in separate
/// rows; state, history and stored answers contain only a name that refers to it. A value that the state no longer contains is deleted from
/// those rows, while the hash chain of the history stays valid. The property must be nullable, since it is null after erasure. Messages
/// carry the value, but their stored copy does not: the containing object must have the same marked properties as an object in the state,
/// or a message sent late lacks the value.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;
