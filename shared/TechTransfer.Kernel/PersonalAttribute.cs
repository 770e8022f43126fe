namespace TechTransfer.Kernel;

/// <summary>
/// Marks a text of an aggregate's state that belongs to a person: identity number, telephone … The store keeps it encrypted in rows of its
/// own; state, history and stored answers hold a key in its place. What the state no longer holds is gone from those rows too, and the
/// chain of history still holds. A marked property takes null: that is what remains after erasing. In a message it is sent with its value,
/// kept without it; the object it stands in must have the same marked properties as one in the state, or a message that is sent late goes
/// out without it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;
