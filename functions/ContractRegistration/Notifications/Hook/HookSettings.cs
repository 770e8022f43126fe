using Microsoft.Extensions.Configuration;

namespace TechTransfer.ContractRegistration.Notifications.Hook;

/// <summary>Where notifications are delivered: a gateway for mails or short messages.</summary>
/// <param name="Url">Null when there is no hook.</param>
/// <param name="Secret">What bodies are signed with; at least 24 bytes.</param>
public sealed record HookSettings(Uri? Url, IReadOnlyList<byte> Secret)
{
    private const string SecretPrefix = "whsec_";
    private const int LeastSecret = 24;

    /// <summary>No hook: notifications stay in their inboxes.</summary>
    public static HookSettings None { get; } = new(null, []);

    /// <summary>How long the receiver may take, from the first byte to its status.</summary>
    public TimeSpan TimeOut { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pauses between attempts; after the last pause and attempt it fails for good. Together about a day.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } =
    [.. ((int[])[1, 2, 5, 15, 60, 180, 360, 720]).Select(minutes => TimeSpan.FromMinutes(minutes))];

    public bool IsSet => Url is not null;

    /// <summary>Reads <c>NotificationHook__Url</c> (https; http only in Development) and <c>NotificationHook__Secret</c> (base64, with or
    /// without <c>whsec_</c> before it; in Azure a Key Vault reference).</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or not fit.</exception>
    public static HookSettings From(IConfiguration configuration, bool isDevelopment)
    {
        var (url, secret) = (configuration["NotificationHook:Url"], configuration["NotificationHook:Secret"]);
        if (string.IsNullOrEmpty(url))
            return None;
        if (
            !Uri.TryCreate(url, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (isDevelopment && address.Scheme == Uri.UriSchemeHttp))
        )
        {
            throw new InvalidOperationException("The setting NotificationHook__Url must be an https address.");
        }
        if (address.UserInfo.Length > 0)
            throw new InvalidOperationException(
                "The setting NotificationHook__Url must not hold a password: the receiver knows us by the signature."
            );
        var text = (secret ?? "").StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret![SecretPrefix.Length..] : secret ?? "";
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length < LeastSecret)
        {
            throw new InvalidOperationException($"The setting NotificationHook__Secret must be at least {LeastSecret} bytes in base64.");
        }
        return new(address, bytes[..length]);
    }
}
