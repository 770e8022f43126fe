namespace TechTransfer.Storage;

/// <summary>
/// Marks a text of an aggregate's state that belongs to a person: identity number, telephone … The store keeps it encrypted in rows of its own; state,
/// history and stored answers hold a key in its place. What the state no longer holds is gone from those rows too, and the chain of history still holds.
/// A marked property takes null: that is what remains after erasing.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;
