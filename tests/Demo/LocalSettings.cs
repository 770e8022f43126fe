namespace TechTransfer.Demo;

public static class LocalSettings
{
    /// <param name="storage">Connection string of the storage, which holds the backup too.</param>
    /// <param name="keys">The folder of <see cref="LocalKeys"/>.</param>
    /// <param name="certificates">Base address of the certificates app, which QR codes point to.</param>
    public static Dictionary<string, string> Of(string storage, string keys, Uri certificates) =>
        new()
        {
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
            ["AzureWebJobsStorage"] = storage,
            ["BackupStorage"] = storage,
            ["SignIn__LocalKeyFile"] = Path.Combine(keys, "signing.pub.pem"),
            ["PublicBaseUrl"] = certificates.ToString().TrimEnd('/'),
            ["VerificationSecretFile"] = Path.Combine(keys, "verification.secret"),
            ["SignatureKeyFile"] = Path.Combine(keys, "authority", "signing.pfx"),
            ["SignatureAnchorsFile"] = Path.Combine(keys, "authority", "authority.crt"),
            ["PersonsKeyFile"] = Path.Combine(keys, "persons.key"),
            ["HeadsKeyFile"] = Path.Combine(keys, "heads.key"),
            ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.500",
            ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:05",
            ["Logging__LogLevel__Default"] = "Warning",
        };
}
