namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a caller must show to the Functions host. Standalone, as with the local tools, no key is asked for.</summary>
public enum AuthorizationLevel
{
    Anonymous,
    User,
    Function,
    System,
    Admin,
}
