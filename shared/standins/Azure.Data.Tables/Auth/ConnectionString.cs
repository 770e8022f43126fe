using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Auth;

/// <summary>Where the Table service of a connection string is, and what opens it.</summary>
internal sealed record ConnectionString(Uri Endpoint, TableSharedKeyCredential? Key, AzureSasCredential? Signature)
{
    private const string EmulatorAccount = "devstoreaccount1";
    // The key that every storage emulator in the world shares: no secret.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const int EmulatorPort = 10002;

    public HttpPipelinePolicy Policy => Key is not null ? new SharedKeyPolicy(Key, TimeProvider.System) : new SasPolicy(Signature!);

    /// <exception cref="InvalidOperationException">The string does not say where the service is or what opens it.</exception>
    public static ConnectionString Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, "connectionString");
        var settings = Settings(text);

        if (Take(settings, "UseDevelopmentStorage") is { } emulator)
        {
            return string.Equals(emulator, "true", StringComparison.OrdinalIgnoreCase)
                ? Emulator(Take(settings, "DevelopmentStorageProxyUri"))
                : throw new InvalidOperationException("UseDevelopmentStorage in a connection string can only be 'true'.");
        }

        var account = Take(settings, "AccountName");
        var key = Take(settings, "AccountKey");
        var signature = Take(settings, "SharedAccessSignature");
        var endpoint = ParseEndpoint(settings, account);
        return (account, key, signature) switch
        {
            (not null, not null, null) => new(endpoint, ParseKey(account, key), null),
            (_, null, not null) => new(endpoint, null, new AzureSasCredential(signature)),
            _ => throw new InvalidOperationException("The connection string needs AccountName with AccountKey, or SharedAccessSignature."),
        };
    }

    private static ConnectionString Emulator(string? proxy)
    {
        var address = new UriBuilder(proxy ?? "http://127.0.0.1") { Port = EmulatorPort, Path = EmulatorAccount };
        return new(address.Uri, new TableSharedKeyCredential(EmulatorAccount, EmulatorKey), null);
    }

    private static Uri ParseEndpoint(Dictionary<string, string> settings, string? account)
    {
        var text = Take(settings, "TableEndpoint");
        if (text is null && account is not null)
        {
            text = $"{Take(settings, "DefaultEndpointsProtocol") ?? "https"}://{account}.table.{Take(settings, "EndpointSuffix") ?? "core.windows.net"}";
        }
        return Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https"
            ? endpoint
            : throw new InvalidOperationException("The connection string does not say where the Table service is: it needs AccountName or a TableEndpoint with http or https.");
    }

    private static TableSharedKeyCredential ParseKey(string account, string key)
    {
        try
        {
            return new TableSharedKeyCredential(account, key);
        }
        catch (FormatException notBase64)
        {
            throw new InvalidOperationException("AccountKey in the connection string is not valid Base64.", notBase64);
        }
    }

    private static Dictionary<string, string> Settings(string text)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // A value may itself hold "=": keys are Base64.
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new InvalidOperationException("Each setting in a connection string has the form name=value.");
            if (!settings.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                throw new InvalidOperationException($"The connection string has {part[..equals]} twice.");
            }
        }
        return settings;
    }

    private static string? Take(Dictionary<string, string> settings, string name) =>
        settings.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
